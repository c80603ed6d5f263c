package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The rows of a table in the order of one of its columns. */
final class TimeOrder {

  private TimeOrder() {}

  static int[] of(Examples examples, String name) {
    Column column = examples.column(name);
    for (int row = 0; row < column.rows(); row++) {
      if (column.isMissing(row)) {
        throw new ExamplesException(
            new Problem(
                examples.place(row, name),
                "a missing value",
                "a time in every row",
                "Leave these rows out, or split by another column"));
      }
    }
    // Sorted by a stable sort, so that rows of the same time keep their order.
    return IntStream.range(0, column.rows())
        .boxed()
        .sorted(by(examples, column))
        .mapToInt(i -> i)
        .toArray();
  }

  private static Comparator<Integer> by(Examples examples, Column column) {
    if (column instanceof Integers integers) {
      return Comparator.comparingLong(integers::at);
    }
    if (column instanceof Text text) {
      return Comparator.comparing(text::text);
    }
    if (column instanceof Numbers numbers && numbers.width() == 1) {
      return Comparator.comparingDouble(numbers::at);
    }
    throw new ExamplesException(
        new Problem(
            examples.place(column.name()),
            column.type(),
            "integer, number or text",
            "Split by a column of one value per row"));
  }
}
