package dev.espalier.training.data;

import dev.espalier.training.report.TextTable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Columns in a table for people: what they hold, what they lack, how far they reach. */
final class ColumnSummary {
  private static final int LONGEST = 24;

  private ColumnSummary() {}

  static TextTable table(Collection<Column> columns) {
    return new TextTable(
        List.of("column", "type", "missing", "distinct", "min", "max"),
        columns.stream().map(ColumnSummary::row).toList());
  }

  private static List<String> row(Column column) {
    long missing = IntStream.range(0, column.rows()).filter(column::isMissing).count();
    List<String> reach = reach(column instanceof Lists lists ? lists.values() : column);
    return List.of(
        cut(column.name()),
        column.type(),
        Long.toString(missing),
        reach.get(0),
        reach.get(1),
        reach.get(2));
  }

  private static List<String> reach(Column column) {
    return column instanceof Numbers numbers
        ? reach(numbers)
        : column instanceof Integers integers ? reach(integers) : reach((Text) column);
  }

  private static List<String> reach(Numbers column) {
    float[] sorted = new float[column.rows() * column.width()];
    int count = 0;
    for (int row = 0; row < column.rows(); row++) {
      for (int component = 0; component < column.width(); component++) {
        float value = column.at(row, component);
        if (!Float.isNaN(value)) {
          sorted[count++] = value + 0f; // Minus zero is zero.
        }
      }
    }
    Arrays.sort(sorted, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return reach(distinct, count, i -> Float.toString(sorted[i]));
  }

  private static List<String> reach(Integers column) {
    long[] sorted =
        IntStream.range(0, column.rows())
            .filter(row -> !column.isMissing(row))
            .mapToLong(column::at)
            .sorted()
            .toArray();
    long distinct = Arrays.stream(sorted).distinct().count();
    return reach((int) distinct, sorted.length, i -> Long.toString(sorted[i]));
  }

  private static List<String> reach(Text column) {
    int[] counts = column.counts();
    List<String> words =
        IntStream.range(0, counts.length)
            .filter(code -> counts[code] > 0)
            .mapToObj(column.words()::get)
            .sorted(Comparator.naturalOrder())
            .toList();
    return reach(words.size(), words.size(), i -> cut(words.get(i)));
  }

  private static List<String> reach(int distinct, int count, IntFunction<String> at) {
    return count == 0
        ? List.of("0", "", "")
        : List.of(Integer.toString(distinct), at.apply(0), at.apply(count - 1));
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\R", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
  }
}
