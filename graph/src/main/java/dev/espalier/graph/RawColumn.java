package dev.espalier.graph;

import java.util.List;

/**
 * The raw values of one feature for some examples, as a request to a served model has them.
 *
 * <p>Missing values: NaN for a number, a negative id for an id; an empty text is a text like any
 * other, but no value of a list.
 */
public sealed interface RawColumn {

  /** Number of examples. */
  int rows();

  /** These examples, in this order; an example may come more than once. */
  RawColumn take(int... rows);

  /** The type in words, such as {@code float32[3]}. */
  String type();

  /** One number per example. */
  static RawColumn numbers(float... values) {
    return new Numbers(1, values.clone());
  }

  /**
   * A vector of {@code width} numbers per example, one after the other.
   *
   * @throws IllegalArgumentException where the values are not a multiple of the width
   */
  static RawColumn vectors(int width, float... values) {
    if (width < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(
          "%d values are no vectors of width %d.".formatted(values.length, width));
    }
    return new Numbers(width, values.clone());
  }

  /** One integer per example. */
  static RawColumn ids(long... values) {
    return new Ids(1, values.clone());
  }

  /**
   * A list of up to {@code most} integers per example, one after the other.
   *
   * @param values [rows, most], with a negative number where a list is shorter
   * @throws IllegalArgumentException where the values are not a multiple of {@code most}
   */
  static RawColumn idLists(int most, long... values) {
    checkLists(most, values.length);
    return new Ids(most, values.clone());
  }

  /**
   * A list of up to {@code most} texts per example, one after the other.
   *
   * @param values [rows, most], with the empty text where a list is shorter
   * @throws IllegalArgumentException where the values are not a multiple of {@code most}
   */
  static RawColumn textLists(int most, String... values) {
    checkLists(most, values.length);
    return new Texts(most, List.of(values).toArray(new String[0]));
  }

  private static void checkLists(int most, int values) {
    if (most < 1 || values % most != 0) {
      throw new IllegalArgumentException(
          "%d values are no lists of %d values.".formatted(values, most));
    }
  }

  /**
   * One text per example.
   *
   * @throws NullPointerException where a text is null
   */
  static RawColumn texts(String... values) {
    return new Texts(1, List.of(values).toArray(new String[0]));
  }

  /** Numbers, {@code width} per example. */
  final class Numbers implements RawColumn {
    final int width;
    final float[] values;

    private Numbers(int width, float[] values) {
      this.width = width;
      this.values = values;
    }

    @Override
    public int rows() {
      return values.length / width;
    }

    @Override
    public RawColumn take(int... rows) {
      float[] taken = new float[rows.length * width];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, rows[i] * width, taken, i * width, width);
      }
      return new Numbers(width, taken);
    }

    @Override
    public String type() {
      return width == 1 ? "float32" : "float32[" + width + "]";
    }
  }

  /** Integers, {@code width} per example. */
  final class Ids implements RawColumn {
    final int width;
    final long[] values;

    private Ids(int width, long[] values) {
      this.width = width;
      this.values = values;
    }

    @Override
    public int rows() {
      return values.length / width;
    }

    @Override
    public RawColumn take(int... rows) {
      long[] taken = new long[rows.length * width];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, rows[i] * width, taken, i * width, width);
      }
      return new Ids(width, taken);
    }

    @Override
    public String type() {
      return width == 1 ? "int64" : "int64[" + width + "]";
    }
  }

  /** Texts, {@code width} per example. */
  final class Texts implements RawColumn {
    final int width;
    final String[] values;

    private Texts(int width, String[] values) {
      this.width = width;
      this.values = values;
    }

    @Override
    public int rows() {
      return values.length / width;
    }

    @Override
    public RawColumn take(int... rows) {
      String[] taken = new String[rows.length * width];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, rows[i] * width, taken, i * width, width);
      }
      return new Texts(width, taken);
    }

    @Override
    public String type() {
      return width == 1 ? "string" : "string[" + width + "]";
    }
  }
}
