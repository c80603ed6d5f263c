package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.plan.InputSlots.Slots;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Examples as a training step is fed with them. Made by {@link Encoding}, read by {@link
 * BatchReader}.
 *
 * <p>Shapes: numbers [rows, numericWidth] and ids [rows, idWidth], row-major, with the columns that
 * {@link dev.espalier.dsl.plan.InputSlots} gives the features; labels and weights [label columns,
 * rows] in the order of the tasks.
 */
public final class EncodedExamples {
  private static final float UP = 1 + 8 * Math.ulp(1f);
  private static final float DOWN = 1 - 8 * Math.ulp(1f);

  private final int rows;
  private final int numericWidth;
  private final int idWidth;
  private final int[] starts;
  private final List<HashCollisions> collisions;

  // The package fills and reads these without copies; they never leave it.
  final float[] numbers;
  final int[] ids;

  /** Null where the examples were encoded for prediction. */
  final float @Nullable [] labels;

  /** Null where every weight is 1. */
  final float @Nullable [] weights;

  private final @Nullable Portions portions;

  EncodedExamples(
      int rows,
      int numericWidth,
      float[] numbers,
      int idWidth,
      int[] ids,
      int[] columns,
      float @Nullable [] labels,
      float @Nullable [] weights,
      List<HashCollisions> collisions,
      @Nullable Portions portions) {
    this.portions = portions;
    this.collisions = List.copyOf(collisions);
    this.rows = rows;
    this.numericWidth = numericWidth;
    this.numbers = numbers;
    this.idWidth = idWidth;
    this.ids = ids;
    this.starts = new int[columns.length + 1];
    for (int t = 0; t < columns.length; t++) {
      starts[t + 1] = starts[t] + columns[t];
    }
    this.labels = labels;
    this.weights = weights;
  }

  /**
   * Room for a matrix.
   *
   * @throws ExamplesException where it has more entries than an array
   */
  static int size(Examples examples, long rows, long columns, String what) {
    if (rows * columns > Integer.MAX_VALUE - 8) {
      throw new ExamplesException(
          new Problem(
              examples.source(),
              rows * columns + " " + what,
              "at most " + (Integer.MAX_VALUE - 8),
              "Take fewer rows at a time"));
    }
    return (int) (rows * columns);
  }

  /** The tables that were put together; null where there is one. */
  @Nullable Portions portions() {
    return portions;
  }

  /** Number of examples, at least 1. */
  public int rows() {
    return rows;
  }

  /** Numbers per example. */
  public int numericWidth() {
    return numericWidth;
  }

  /** Row numbers per example. */
  public int idWidth() {
    return idWidth;
  }

  /** Number of tasks of the topology. */
  public int tasks() {
    return starts.length - 1;
  }

  /** Number of label columns: one per task, but for multilabel tasks. */
  public int labelColumns() {
    return starts[tasks()];
  }

  /** How the values of each hashed feature fall into its buckets, in the order of the inputs. */
  public List<HashCollisions> collisions() {
    return collisions;
  }

  /** Whether there are labels. */
  public boolean labelled() {
    return labels != null;
  }

  /** Whether any label is missing or any example weight is not 1. */
  public boolean weighted() {
    return weights != null;
  }

  /** A standardised (or raw) number; 0 where it was missing. */
  public float number(int row, int slot) {
    return numbers[row * numericWidth + slot];
  }

  /** The same features without labels, whose numbers differ in their last bits, up and down. */
  public EncodedExamples nudged() {
    float[] moved = numbers.clone();
    for (int i = 0; i < moved.length; i++) {
      // Thue and Morse: no two columns move alike in all rows.
      moved[i] *= Integer.bitCount(i) % 2 == 0 ? UP : DOWN;
    }
    return new EncodedExamples(
        rows, numericWidth, moved, idWidth, ids, new int[tasks()], null, null, List.of(), null);
  }

  /**
   * The same examples, but for some columns, which each takes from another one.
   *
   * @param numberSlots columns of numbers
   * @param idSlots columns of row numbers
   * @param from for each example the one it takes them from, [rows]
   */
  public EncodedExamples dealt(List<Slots> numberSlots, Slots idSlots, int[] from) {
    float[] otherNumbers = numbers.clone();
    int[] otherIds = ids.clone();
    for (int row = 0; row < rows; row++) {
      for (Slots slots : numberSlots) {
        int first = slots.first();
        System.arraycopy(
            numbers,
            from[row] * numericWidth + first,
            otherNumbers,
            row * numericWidth + first,
            slots.count());
      }
      System.arraycopy(
          ids,
          from[row] * idWidth + idSlots.first(),
          otherIds,
          row * idWidth + idSlots.first(),
          idSlots.count());
    }
    int[] columns = new int[tasks()];
    for (int t = 0; t < columns.length; t++) {
      columns[t] = starts[t + 1] - starts[t];
    }
    return new EncodedExamples(
        rows,
        numericWidth,
        otherNumbers,
        idWidth,
        otherIds,
        columns,
        labels,
        weights,
        List.of(),
        portions);
  }

  /** A row number of a categorical feature. */
  public int id(int row, int slot) {
    return ids[row * idWidth + slot];
  }

  /**
   * A copy of the labels of a task [its label columns, rows]; 0 where a label is missing.
   *
   * @throws IllegalStateException where the examples were encoded for prediction
   */
  public float[] labels(int task) {
    if (labels == null) {
      throw new IllegalStateException(
          "These examples were encoded for prediction, without labels.");
    }
    return Arrays.copyOfRange(labels, starts[task] * rows, starts[task + 1] * rows);
  }

  /** A copy of the weights of a task's labels, in their places; 0 where a label is missing. */
  public float[] weights(int task) {
    if (weights == null) {
      float[] ones = new float[(starts[task + 1] - starts[task]) * rows];
      Arrays.fill(ones, 1f);
      return ones;
    }
    return Arrays.copyOfRange(weights, starts[task] * rows, starts[task + 1] * rows);
  }
}
