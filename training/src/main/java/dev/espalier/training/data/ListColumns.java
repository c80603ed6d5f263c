package dev.espalier.training.data;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Columns as lists of words, of ids or of numbers; null after a problem was told. */
final class ListColumns {

  private ListColumns() {}

  /** Lists whose values are {@link Text}: text as it is, integers as they are written. */
  static @Nullable Lists words(String name, Examples examples, Problems problems) {
    Lists lists = find(name, examples, problems);
    if (lists == null) {
      return null;
    }
    if (lists.values() instanceof Numbers && !lists.values().isEmpty()) {
      // 1.0, 1 and 1e0 are one number and three words: which was written is not known any more.
      problems.add(
          examples.place(name),
          "lists of numbers",
          "lists of texts or integers",
          "Read the file with CsvFormat.text(%s) or CsvFormat.of(topology)"
              .formatted(Problems.quote(name)));
      return null;
    }
    return lists.with(Text.of(lists.values()));
  }

  /** Lists whose values are {@link Integers}. */
  static @Nullable Lists ids(String name, Examples examples, Problems problems) {
    Lists lists = find(name, examples, problems);
    if (lists == null) {
      return null;
    }
    Column values = lists.values();
    IntPredicate whole =
        at ->
            values instanceof Text
                ? CellKind.of(values.text(at)) == CellKind.INTEGER
                : WholeNumbers.isWhole(values, at);
    if (!all(lists, whole, "integers separated by |", examples, problems)) {
      return null;
    }
    long[] ids = new long[values.rows()];
    BitSet missing = new BitSet();
    for (int at = 0; at < ids.length; at++) {
      missing.set(at, values.isMissing(at));
      if (!values.isMissing(at)) {
        ids[at] =
            values instanceof Text ? Long.parseLong(values.text(at)) : WholeNumbers.at(values, at);
      }
    }
    return lists.with(new Integers(name, ids, missing));
  }

  /** Lists whose values are {@link Numbers}. */
  static @Nullable Lists numbers(String name, Examples examples, Problems problems) {
    Lists lists = find(name, examples, problems);
    if (lists == null) {
      return null;
    }
    Column values = lists.values();
    IntPredicate finite =
        at ->
            values instanceof Text
                ? CellKind.isNumber(values.text(at))
                    && Float.isFinite(Float.parseFloat(values.text(at)))
                : !Float.isInfinite(NumericColumns.number(values, at));
    if (!all(lists, finite, "finite numbers separated by |", examples, problems)) {
      return null;
    }
    float[] numbers = new float[values.rows()];
    for (int at = 0; at < numbers.length; at++) {
      numbers[at] =
          values.isMissing(at)
              ? Float.NaN
              : values instanceof Text
                  ? Float.parseFloat(values.text(at))
                  : NumericColumns.number(values, at);
    }
    return lists.with(new Numbers(name, 1, numbers));
  }

  private static @Nullable Lists find(String name, Examples examples, Problems problems) {
    Column column = examples.find(name);
    if (column == null) {
      problems.add(examples.noColumn(name));
      return null;
    } else if (column instanceof Numbers matrix && matrix.width() > 1) {
      return Lists.rows(matrix);
    }
    return Lists.of(column);
  }

  /** Tells the first value that is there and not legal. */
  private static boolean all(
      Lists lists, IntPredicate legal, String allowed, Examples examples, Problems problems) {
    Column values = lists.values();
    for (int row = 0; row < lists.rows(); row++) {
      int wrong =
          IntStream.range(lists.start(row), lists.start(row + 1))
              .filter(at -> !values.isMissing(at) && !legal.test(at))
              .findFirst()
              .orElse(-1);
      if (wrong >= 0) {
        problems.add(
            examples.place(row, lists.name()),
            Problems.quote(values.text(wrong)),
            allowed,
            "Correct the value, or declare the feature as one of texts");
        return false;
      }
    }
    return true;
  }
}
