package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which order examples are read, and in batches of which size: an endless stream of epochs.
 *
 * <p>In training the order is another permutation in each epoch, which seed and epoch fix on every
 * JDK ({@link Split.Random} uses the same generator), and every batch has the same size: the up to
 * {@code batchSize - 1} examples that are left over at the end of an epoch are dropped from it.
 * They are others in each epoch. Only where there are fewer examples than one batch takes, a batch
 * has all of them. In evaluation the order is that of the rows, and the last batch has what is
 * left.
 */
public final class Batches {
  private final int rows;
  private final int batchSize;
  private final boolean shuffled;
  private final long seed;
  private final @Nullable GroupOrder groups;
  private final @Nullable Mix mix;

  private Batches(int rows, Mix mix) {
    this.rows = rows;
    this.batchSize = mix.batchSize();
    this.shuffled = true;
    this.seed = 0;
    this.groups = null;
    this.mix = mix;
  }

  private Batches(
      int rows, int batchSize, boolean shuffled, long seed, @Nullable GroupOrder groups) {
    if (rows < 1 || batchSize < 1) {
      throw new ExamplesException(
          new Problem(
              "batches",
              rows + " rows in batches of " + batchSize,
              "at least one row, and batches of at least one",
              "Give examples and a positive batch size"));
    }
    this.rows = rows;
    this.batchSize = Math.min(batchSize, rows);
    this.shuffled = shuffled;
    this.seed = seed;
    this.groups = groups;
    this.mix = null;
  }

  /**
   * For training on these examples: batches of so many rows, drawn where the tables were {@link
   * Examples#mixed}, or of the rows of each table that were put {@link Examples#together}.
   *
   * @param groups the group of each row, a negative one is none; null where none are compared
   */
  public static Batches training(
      EncodedExamples examples, int @Nullable [] groups, int batchSize, long seed) {
    Portions portions = examples.portions();
    if (portions != null && !portions.shares().isEmpty()) {
      if (groups != null) {
        throw new ExamplesException(
            new Problem(
                "batches",
                "tables that are mixed, and a loss that compares the rows of a group",
                "tables put together, whose groups stay whole",
                "Use Examples.together with rows of each table per step"));
      }
      return new Batches(examples.rows(), DrawnMix.of(portions, batchSize, seed));
    } else if (portions != null) {
      return new Batches(examples.rows(), BatchMix.of(portions, groups, seed));
    }
    return groups == null
        ? shuffled(examples.rows(), batchSize, seed)
        : grouped(groups, batchSize, seed);
  }

  /** For training on several streams: of each a batch of its own in every batch. */
  public static Batches together(List<Batches> streams) {
    return new Batches(
        streams.stream().mapToInt(Batches::rows).reduce(0, Math::addExact),
        new StreamsMix(List.copyOf(streams)));
  }

  /** For training: a new order per epoch, batches of one size. */
  public static Batches shuffled(int rows, int batchSize, long seed) {
    return new Batches(rows, batchSize, true, seed, null);
  }

  /**
   * For training on rows that are compared inside groups: a new order of the groups per epoch, and
   * a new one of the rows in each, which stay next to one another. Batches have one size, so that a
   * group may be cut where a batch ends.
   *
   * @param groups the group of each row; a negative one is none
   */
  public static Batches grouped(int[] groups, int batchSize, long seed) {
    return new Batches(groups.length, batchSize, true, seed, new GroupOrder(groups));
  }

  /** For evaluation: rows in order, the last batch may be smaller. */
  public static Batches sequential(int rows, int batchSize) {
    return new Batches(rows, batchSize, false, 0, null);
  }

  /**
   * The same examples in the same order, in batches of which so many make one of these: batch b
   * consists of those from b times parts on.
   *
   * @throws ExamplesException where the size of a batch is no multiple of parts
   */
  public Batches split(int parts) {
    if (parts < 1 || batchSize % parts != 0) {
      throw new ExamplesException(
          new Problem(
              "training.microBatches",
              parts + " parts of a batch of " + batchSize,
              "a number that divides the size of a batch",
              "Take another number of parts or another batch size"));
    }
    if (parts == 1) {
      return this;
    }
    return mix == null
        ? new Batches(rows, batchSize / parts, shuffled, seed, groups)
        : new Batches(rows, mix.split(parts));
  }

  /** Number of examples. */
  public int rows() {
    return rows;
  }

  /** Examples of a full batch: the size asked for, or all examples where there are fewer. */
  public int batchSize() {
    return batchSize;
  }

  /** Batches in an epoch, at least 1. */
  public int perEpoch() {
    if (mix != null) {
      return mix.perEpoch();
    }
    return shuffled ? rows / batchSize : (int) (((long) rows + batchSize - 1) / batchSize);
  }

  /** Examples of the batch at this position. */
  public int size(BatchPosition position) {
    if (mix != null) {
      check(position);
      return batchSize;
    }
    return (int) Math.min(batchSize, rows - (long) check(position).batch() * batchSize);
  }

  /** The position after this one. */
  public BatchPosition after(BatchPosition position) {
    return check(position).batch() + 1 < perEpoch()
        ? new BatchPosition(position.epoch(), position.batch() + 1)
        : new BatchPosition(position.epoch() + 1, 0);
  }

  /** Batches before this position since the start. */
  public long step(BatchPosition position) {
    return (long) position.epoch() * perEpoch() + check(position).batch();
  }

  /** The position that has this many batches before it. */
  public BatchPosition at(long step) {
    return new BatchPosition(
        Math.toIntExact(step / perEpoch()), Math.toIntExact(step % perEpoch()));
  }

  /** Numbers in the order of an epoch. */
  int orderLength() {
    return mix == null ? rows : Math.multiplyExact(perEpoch(), batchSize);
  }

  /** Writes the order of this epoch over all rows, dropped ones last, or of those of each batch. */
  void order(int epoch, int[] order) {
    if (mix != null) {
      mix.order(epoch, order);
    } else if (groups != null) {
      groups.order(order, seed, epoch);
    } else if (shuffled) {
      // Stream 0 is the split's: with one seed for both, the first epoch must not repeat it.
      Permutation.shuffle(order, seed, epoch + 1L);
    } else {
      for (int row = 0; row < order.length; row++) {
        order[row] = row;
      }
    }
  }

  private BatchPosition check(BatchPosition position) {
    if (position.batch() >= perEpoch()) {
      throw new IllegalArgumentException(
          "%s is no position in epochs of %d batches: %d rows in batches of %d. Resume with the data and batch size of the checkpoint."
              .formatted(position, perEpoch(), rows, batchSize));
    }
    return position;
  }
}
