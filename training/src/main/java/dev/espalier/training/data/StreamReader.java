package dev.espalier.training.data;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.InputSlots;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Batches of a stream. Going forward it reads what lies between and leaves it out; going back it
 * begins the epoch again. The batch at a position is the same whatever was read before.
 */
public final class StreamReader implements BatchSource {
  private final ExampleStream stream;
  private final Topology topology;
  private final Supplier<Chunks> chunks;
  private final FittedStream fitted;
  private final Batches batches;
  private final long seed;
  private final RowShape shape;
  private @Nullable Prefetch prefetch;
  private BatchPosition read = BatchPosition.START;
  private final int[] files;
  private final int[] origins;

  /**
   * A reader that has read nothing.
   *
   * @param batches how many rows each of them has, and an epoch
   * @param seed of the order
   */
  public StreamReader(
      ExampleStream stream, Topology topology, FittedStream fitted, Batches batches, long seed) {
    this(stream, () -> stream.chunks(topology), topology, fitted, batches, seed);
  }

  /** The same, of what these chunks have of the stream. */
  StreamReader(
      ExampleStream stream,
      Supplier<Chunks> chunks,
      Topology topology,
      FittedStream fitted,
      Batches batches,
      long seed) {
    this.stream = stream;
    this.chunks = chunks;
    this.topology = topology;
    this.fitted = fitted;
    this.batches = batches;
    this.seed = seed;
    this.files = new int[batches.batchSize()];
    this.origins = new int[batches.batchSize()];
    InputSlots slots = InputSlots.of(topology);
    int labels = topology.tasks().stream().mapToInt(task -> task.labels().size()).sum();
    this.shape =
        new RowShape(
            slots.numberCount(),
            slots.trainingIdCount(),
            labels,
            fitted.facts().weighted() ? labels : 0);
  }

  @Override
  public int numericWidth() {
    return shape.numbers();
  }

  @Override
  public int idWidth() {
    return shape.ids();
  }

  @Override
  public int labelColumns() {
    return shape.labels();
  }

  @Override
  public int read(
      BatchPosition position,
      FloatBuffer numbers,
      IntBuffer ids,
      @Nullable FloatBuffer labels,
      @Nullable FloatBuffer weights) {
    int size = batches.size(position);
    Prefetch from = at(position);
    Prefetch.Batch batch = from.take();
    while (!batch.position().equals(position)) {
      from.giveBack(batch.rows());
      batch = from.take();
    }
    read = position;
    try {
      batch.rows().read(numbers, ids, labels, weights);
      for (int i = 0; i < size; i++) {
        files[i] = batch.rows().file(i);
        origins[i] = batch.rows().number(i);
      }
    } finally {
      from.giveBack(batch.rows());
    }
    return size;
  }

  @Override
  public String place(int example) {
    return stream.place(files[example], origins[example]);
  }

  /** What comes to a position some time. */
  private Prefetch at(BatchPosition position) {
    boolean forward =
        position.epoch() > read.epoch()
            || (position.epoch() == read.epoch() && position.batch() > read.batch());
    if (prefetch != null && forward) {
      return prefetch;
    }
    close();
    StreamEpochs epochs =
        new StreamEpochs(
            stream,
            chunks,
            topology,
            fitted.features(),
            fitted.facts(),
            shape,
            batches,
            seed,
            position.epoch());
    Prefetch started = new Prefetch(shape, stream.prefetchedBatches(), batches.batchSize(), epochs);
    prefetch = started;
    return started;
  }

  @Override
  public void close() {
    if (prefetch != null) {
      prefetch.close();
      prefetch = null;
    }
  }
}
