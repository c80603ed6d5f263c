package dev.espalier.training.data;

import dev.espalier.dsl.Topology;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches of several streams, each with the rows of the first stream first. */
public final class StreamsReader implements BatchSource {
  private static final long NEXT_TABLE = 0x9E3779B97F4A7C15L;

  private final List<StreamReader> readers = new ArrayList<>();
  private final List<Batches> own;
  private final Batches batches;

  /**
   * A reader that has read nothing.
   *
   * @param parts into how many a batch of the settings is cut
   */
  public StreamsReader(
      ExampleStreams streams, Topology topology, FittedStreams fitted, int parts, long seed) {
    own = batches(streams, fitted, seed).stream().map(each -> each.split(parts)).toList();
    batches = Batches.together(own);
    List<AlignedRows> aligned = streams.aligned(topology);
    for (int s = 0; s < own.size(); s++) {
      AlignedRows rows = aligned.get(s);
      readers.add(
          new StreamReader(
              rows.stream(),
              () -> rows.chunks(topology),
              topology,
              new FittedStream(fitted.features(), fitted.facts().get(s)),
              own.get(s),
              seed + s * NEXT_TABLE));
    }
  }

  /** The batches of each stream. */
  public static List<Batches> batches(ExampleStreams streams, FittedStreams fitted, long seed) {
    List<Batches> batches = new ArrayList<>();
    for (int s = 0; s < streams.portions().size(); s++) {
      int rows = fitted.facts().get(s).rows();
      batches.add(
          Batches.shuffled(rows, streams.portions().get(s).perStep(), seed + s * NEXT_TABLE));
    }
    return batches;
  }

  @Override
  public int numericWidth() {
    return readers.get(0).numericWidth();
  }

  @Override
  public int idWidth() {
    return readers.get(0).idWidth();
  }

  @Override
  public int labelColumns() {
    return readers.get(0).labelColumns();
  }

  @Override
  public int read(
      BatchPosition position,
      FloatBuffer numbers,
      IntBuffer ids,
      @Nullable FloatBuffer labels,
      @Nullable FloatBuffer weights) {
    long step = batches.step(position);
    int all = batches.batchSize();
    int before = 0;
    for (int s = 0; s < readers.size(); s++) {
      StreamReader reader = readers.get(s);
      int rows = own.get(s).batchSize();
      FloatBuffer ownLabels = FloatBuffer.allocate(rows * labelColumns());
      FloatBuffer ownWeights = FloatBuffer.allocate(rows * labelColumns());
      reader.read(
          own.get(s).at(step),
          numbers.slice(before * numericWidth(), rows * numericWidth()),
          ids.slice(before * idWidth(), rows * idWidth()),
          ownLabels,
          ownWeights);
      copy(ownLabels, rows, labels, before, all);
      copy(ownWeights, rows, weights, before, all);
      before += rows;
    }
    return all;
  }

  /** From [label columns, rows] into the place of these rows in [label columns, all]. */
  private void copy(FloatBuffer from, int rows, @Nullable FloatBuffer to, int before, int all) {
    for (int column = 0; to != null && column < labelColumns(); column++) {
      to.put(column * all + before, from.array(), column * rows, rows);
    }
  }

  @Override
  public String place(int example) {
    int at = example;
    int s = 0;
    while (at >= own.get(s).batchSize()) {
      at -= own.get(s++).batchSize();
    }
    return readers.get(s).place(at);
  }

  @Override
  public void close() {
    readers.forEach(StreamReader::close);
  }
}
