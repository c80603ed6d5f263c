package dev.espalier.training.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Tensor;

/**
 * A feature of tf.Example records as a column.
 *
 * @param name of the feature and the column
 * @param kind what its values are
 * @param arity values of a record that has any: 1, the width of a vector, or {@link #LIST}
 */
record RecordColumn(String name, RecordKind kind, int arity) {

  /** Any number of values. */
  static final int LIST = 0;

  /**
   * The column of some records; null after a problem was told.
   *
   * @param values of all records
   * @param starts where the values of each record begin, and the last ones end
   * @param places where each record came from
   */
  @Nullable Column column(
      Tensor values, int[] starts, IntFunction<String> places, Problems problems) {
    Column flat = kind.column(name, values);
    int rows = starts.length - 1;
    for (int row = 0; row < rows; row++) {
      int count = starts[row + 1] - starts[row];
      if (arity != LIST && count != 0 && count != arity) {
        problems.add(
            places.apply(row) + ", column " + Problems.quote(name),
            count + " values",
            (arity == 1 ? "one value" : arity + " values") + ", or none where it is missing",
            "Write the record again, or make the feature one of several values");
        return null;
      }
      for (int at = starts[row]; at < starts[row + 1]; at++) {
        if (kind == RecordKind.TEXTS && flat.isMissing(at)) {
          problems.add(
              places.apply(row) + ", column " + Problems.quote(name),
              "bytes that are no UTF-8",
              "text in UTF-8",
              "Write the record again, with the feature as numbers or as text");
          return null;
        }
      }
    }
    if (arity == LIST) {
      return new Lists(starts, flat instanceof Text text ? withoutEmpty(text) : flat);
    }
    return arity == 1 && flat.rows() == rows ? flat : spread(flat, starts);
  }

  /** In lists the empty text is a missing value. */
  private static Text withoutEmpty(Text text) {
    int empty = text.words().indexOf("");
    int[] codes = new int[text.rows()];
    Arrays.setAll(codes, at -> text.code(at) == empty ? Text.MISSING : text.code(at));
    return new Text(text.name(), codes, text.words());
  }

  /** A row for each record, missing where it has no value. */
  private Column spread(Column flat, int[] starts) {
    int rows = starts.length - 1;
    if (arity > 1 || flat instanceof Numbers) {
      float[] numbers = new float[Math.multiplyExact(rows, arity)];
      Arrays.fill(numbers, Float.NaN);
      for (int row = 0; row < rows; row++) {
        for (int at = starts[row]; at < starts[row + 1]; at++) {
          int to = row * arity + at - starts[row];
          numbers[to] = NumericColumns.number(flat, at);
        }
      }
      return new Numbers(name, arity, numbers);
    }
    BitSet missing = new BitSet();
    long[] integers = new long[rows];
    int[] codes = new int[rows];
    for (int row = 0; row < rows; row++) {
      missing.set(row, starts[row] == starts[row + 1]);
      if (flat instanceof Text text) {
        codes[row] = missing.get(row) ? Text.MISSING : text.code(starts[row]);
      } else if (!missing.get(row)) {
        integers[row] = ((Integers) flat).at(starts[row]);
      }
    }
    return flat instanceof Text text
        ? new Text(name, codes, text.words())
        : new Integers(name, integers, missing);
  }
}
