package dev.espalier.training.data;

import java.util.Arrays;

/** A column of float32 numbers, or of vectors of them; not-a-number is a missing value. */
public final class Numbers implements Column {
  private final String name;
  private final int width;
  private final float[] values;

  /** A column that owns these values, row-major [rows, width]. */
  Numbers(String name, int width, float[] values) {
    this.name = name;
    this.width = width;
    this.values = values;
  }

  /** A column of these numbers, which are copied. */
  public static Numbers of(String name, float... values) {
    return of(name, 1, values);
  }

  /**
   * A column of vectors: the values of a vector feature of this width, stored as one matrix.
   *
   * @param width numbers per row, positive
   * @param matrix row-major [rows, width]; copied in one piece
   * @throws ExamplesException where the matrix is not a whole number of rows
   */
  public static Numbers of(String name, int width, float[] matrix) {
    if (width < 1 || matrix.length % width != 0) {
      throw new ExamplesException(
          new dev.espalier.dsl.Problem(
              "column " + Problems.quote(name),
              matrix.length + " numbers for vectors of width " + width,
              "a positive width that divides the number of numbers",
              "Give the matrix row by row, [rows, width]"));
    }
    return new Numbers(name, width, matrix.clone());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return width == 1 ? "number" : "number[" + width + "]";
  }

  /** Numbers per row. */
  public int width() {
    return width;
  }

  @Override
  public int rows() {
    return values.length / width;
  }

  /** The number of this row. */
  public float at(int row) {
    return at(row, 0);
  }

  /** A component of the vector of this row. */
  public float at(int row, int component) {
    return values[row * width + component];
  }

  @Override
  public boolean isMissing(int row) {
    for (int component = 0; component < width; component++) {
      if (Float.isNaN(at(row, component))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String text(int row) {
    if (width > 1) {
      return Arrays.toString(Arrays.copyOfRange(values, row * width, (row + 1) * width));
    }
    return isMissing(row) ? "" : Float.toString(at(row));
  }

  @Override
  public Numbers take(int[] rows) {
    float[] taken = new float[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, taken, i * width, width);
    }
    return new Numbers(name, width, taken);
  }

  @Override
  public Numbers named(String name) {
    return new Numbers(name, width, values);
  }
}
