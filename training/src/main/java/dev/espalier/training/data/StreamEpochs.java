package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a stream epoch after epoch, and makes batches of its rows. */
final class StreamEpochs implements Prefetch.Work {
  private final ExampleStream stream;
  private final Supplier<Chunks> opening;
  private final Topology topology;
  private final FittedFeatures fitted;
  private final StreamFacts facts;
  private final Batches batches;
  private final long seed;
  private final ShuffleBuffer buffer;
  private final Dictionaries dictionaries = new Dictionaries();
  private int epoch;
  private int made;
  private int filled;
  private long rows;
  private @Nullable EncodedRows current;

  /** Epochs from this one on, in batches of this size. */
  StreamEpochs(
      ExampleStream stream,
      Supplier<Chunks> opening,
      Topology topology,
      FittedFeatures fitted,
      StreamFacts facts,
      RowShape shape,
      Batches batches,
      long seed,
      int epoch) {
    this.stream = stream;
    this.opening = opening;
    this.topology = topology;
    this.fitted = fitted;
    this.facts = facts;
    this.batches = batches;
    this.seed = seed;
    this.epoch = epoch;
    this.buffer = new ShuffleBuffer(shape, Math.min(stream.shuffledRows(), facts.rows()));
  }

  /** Says that the thread was interrupted, through what only reads. */
  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void run(Prefetch to) throws InterruptedException {
    try (Chunks chunks = opening.get()) {
      for (; ; epoch++) {
        read(chunks, to);
      }
    } catch (Interrupted closed) {
      throw new InterruptedException();
    }
  }

  private void read(Chunks chunks, Prefetch to) {
    buffer.restart(Permutation.random(seed, epoch + 1L));
    made = 0;
    filled = 0;
    rows = 0;
    List<Path> files = stream.files();
    // Files and rows are shuffled by streams of their own.
    for (int file : Permutation.of(files.size(), seed, -(epoch + 1L))) {
      chunks.read(
          files.get(file),
          part -> {
            rows += part.rows();
            EncodedExamples encoded = Encoding.encodePart(topology, fitted, part, dictionaries);
            if (encoded.weighted() && !facts.weighted()) {
              throw changed("a missing label or an example weight", "none");
            }
            buffer.add(encoded, file, part.origins(), (from, row) -> add(from, row, to));
          });
    }
    buffer.drain((from, row) -> add(from, row, to));
    if (rows != facts.rows()) {
      throw changed(rows + " rows", facts.rows() + " rows");
    }
  }

  private ExamplesException changed(String now, String before) {
    return new ExamplesException(
        new Problem(
            stream.source(),
            now + " in epoch " + (epoch + 1),
            before + ", as when it was read first",
            "Train on files that nobody writes to, or begin a new run"));
  }

  private void add(EncodedRows from, int row, Prefetch to) {
    if (made == batches.perEpoch()) {
      return; // what is left over
    }
    try {
      if (Thread.interrupted()) {
        throw new Interrupted();
      }
      EncodedRows batch = current == null ? to.room() : current;
      current = batch;
      batch.set(filled++, from, row);
      if (filled == batch.rows()) {
        to.ready(new Prefetch.Batch(new BatchPosition(epoch, made++), batch));
        current = null;
        filled = 0;
      }
    } catch (InterruptedException closed) {
      throw new Interrupted();
    }
  }
}
