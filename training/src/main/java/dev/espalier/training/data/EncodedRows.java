package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Room for some encoded rows, each of which may be replaced. */
final class EncodedRows {
  private final int rows;
  private final RowShape shape;
  private final float[] numbers;
  private final int[] ids;
  private final float[] labels;
  private final float[] weights;
  private final int[] files;
  private final int[] origins;

  /**
   * Room for so many rows.
   *
   * @throws ExamplesException where an array cannot hold them
   */
  EncodedRows(RowShape shape, int rows) {
    this.rows = rows;
    this.shape = shape;
    numbers = new float[size(shape.numbers(), rows)];
    ids = new int[size(shape.ids(), rows)];
    labels = new float[size(shape.labels(), rows)];
    weights = new float[size(shape.weights(), rows)];
    files = new int[rows];
    origins = new int[rows];
  }

  private static int size(int width, long rows) {
    long size = width * rows;
    if (size > Integer.MAX_VALUE - 8) {
      throw new ExamplesException(
          new Problem(
              "stream.shuffledRows",
              rows + " rows of " + width + " values",
              "at most 2^31 - 8 values",
              "Shuffle in a smaller buffer"));
    }
    return (int) size;
  }

  int rows() {
    return rows;
  }

  /** Says which file the row at a place came from, and its number there. */
  void came(int at, int file, int number) {
    files[at] = file;
    origins[at] = number;
  }

  /** The file that the row at a place came from. */
  int file(int at) {
    return files[at];
  }

  /** Its number there. */
  int number(int at) {
    return origins[at];
  }

  /** Replaces the row at a place by a row of examples. */
  void set(int at, EncodedExamples from, int row) {
    System.arraycopy(
        from.numbers, row * shape.numbers(), numbers, at * shape.numbers(), shape.numbers());
    System.arraycopy(from.ids, row * shape.ids(), ids, at * shape.ids(), shape.ids());
    for (int column = 0; column < shape.labels(); column++) {
      int place = at * shape.labels() + column;
      labels[place] = from.labels == null ? 0f : from.labels[column * from.rows() + row];
      if (shape.weights() > 0) {
        weights[place] = from.weights == null ? 1f : from.weights[column * from.rows() + row];
      }
    }
  }

  /** Replaces the row at a place by another row. */
  void set(int at, EncodedRows from, int row) {
    copy(from.numbers, row, numbers, at, shape.numbers());
    System.arraycopy(from.ids, row * shape.ids(), ids, at * shape.ids(), shape.ids());
    copy(from.labels, row, labels, at, shape.labels());
    copy(from.weights, row, weights, at, shape.weights());
    came(at, from.files[row], from.origins[row]);
  }

  private static void copy(float[] from, int row, float[] to, int at, int width) {
    System.arraycopy(from, row * width, to, at * width, width);
  }

  /** Copies all rows as {@link BatchSource#read} says. */
  void read(
      FloatBuffer toNumbers,
      IntBuffer toIds,
      @Nullable FloatBuffer toLabels,
      @Nullable FloatBuffer toWeights) {
    toNumbers.put(0, numbers);
    toIds.put(0, ids);
    if (toLabels != null) {
      transpose(labels, toLabels);
    }
    if (toWeights != null && shape.weights() > 0) {
      transpose(weights, toWeights);
    } else if (toWeights != null) {
      float[] ones = new float[labels.length];
      Arrays.fill(ones, 1f);
      toWeights.put(0, ones);
    }
  }

  /** From [rows, columns] to [columns, rows]. */
  private void transpose(float[] from, FloatBuffer to) {
    for (int column = 0; column < shape.labels(); column++) {
      for (int row = 0; row < rows; row++) {
        to.put(column * rows + row, from[row * shape.labels() + column]);
      }
    }
  }
}
