package dev.espalier.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of lists: any number of integers, numbers or texts per row, any of which may be missing.
 * An empty list is a missing value.
 */
public final class Lists implements Column {
  /** Between the values of a list that is written as text. */
  static final String SEPARATOR = "|";

  private final int[] starts;
  private final Column values;

  /** A column that owns these starts: row i is the values from {@code starts[i]} on. */
  Lists(int[] starts, Column values) {
    this.starts = starts;
    this.values = values;
  }

  /** A list of integers per row. */
  public static Lists of(String name, long[]... rows) {
    int[] starts = starts(Arrays.stream(rows).mapToInt(row -> row.length));
    return new Lists(
        starts, Integers.of(name, Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray()));
  }

  /** A list of numbers per row; not-a-number is a missing one. */
  public static Lists of(String name, float[]... rows) {
    int[] starts = starts(Arrays.stream(rows).mapToInt(row -> row.length));
    float[] values = new float[starts[rows.length]];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, starts[row], rows[row].length);
    }
    return new Lists(starts, new Numbers(name, 1, values));
  }

  /** A list of texts per row; null, and the empty text, is a missing one. */
  public static Lists of(String name, List<? extends List<? extends @Nullable String>> rows) {
    int[] starts = starts(rows.stream().mapToInt(List::size));
    List<@Nullable String> values = new ArrayList<>();
    rows.forEach(row -> row.forEach(text -> values.add("".equals(text) ? null : text)));
    return new Lists(starts, Text.of(name, values));
  }

  private static int[] starts(IntStream lengths) {
    int[] counts = lengths.toArray();
    int[] starts = new int[counts.length + 1];
    for (int row = 0; row < counts.length; row++) {
      starts[row + 1] = Math.addExact(starts[row], counts[row]);
    }
    return starts;
  }

  /**
   * Any column as lists: text is taken apart at each {@code |}, with blanks around a value dropped
   * and nothing between two of them a missing value; another value is a list of one.
   */
  static Lists of(Column column) {
    if (column instanceof Lists lists) {
      return lists;
    }
    if (!(column instanceof Text text)) {
      int[] rows =
          IntStream.range(0, column.rows()).filter(row -> !column.isMissing(row)).toArray();
      return new Lists(
          starts(IntStream.range(0, column.rows()).map(row -> column.isMissing(row) ? 0 : 1)),
          column.take(rows));
    }
    // Every distinct text is taken apart once.
    Text.Dictionary dictionary = new Text.Dictionary();
    List<int[]> codes = text.words().stream().map(word -> codes(word, dictionary)).toList();
    int[] starts = starts(IntStream.range(0, text.rows()).map(row -> length(text, row, codes)));
    int[] all = new int[starts[text.rows()]];
    for (int row = 0; row < text.rows(); row++) {
      if (!text.isMissing(row)) {
        int[] own = codes.get(text.code(row));
        System.arraycopy(own, 0, all, starts[row], own.length);
      }
    }
    return new Lists(starts, new Text(text.name(), all, dictionary.words()));
  }

  private static int length(Text text, int row, List<int[]> codes) {
    return text.isMissing(row) ? 0 : codes.get(text.code(row)).length;
  }

  private static int[] codes(String list, Text.Dictionary dictionary) {
    if (list.isBlank()) {
      return new int[0];
    }
    return Stream.of(list.split("\\|", -1))
        .map(String::strip)
        .mapToInt(value -> value.isEmpty() ? Text.MISSING : dictionary.code(value))
        .toArray();
  }

  /** The rows of a matrix as lists. */
  static Lists rows(Numbers matrix) {
    float[] values = new float[matrix.rows() * matrix.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.at(i / matrix.width(), i % matrix.width());
    }
    return new Lists(
        starts(IntStream.range(0, matrix.rows()).map(row -> matrix.width())),
        new Numbers(matrix.name(), 1, values));
  }

  /** Lists as long as these, of other values. */
  Lists with(Column values) {
    return new Lists(starts, values);
  }

  @Override
  public String name() {
    return values.name();
  }

  @Override
  public String type() {
    return "list of " + values.type();
  }

  @Override
  public int rows() {
    return starts.length - 1;
  }

  /** The values of all rows, one list after the other. */
  Column values() {
    return values;
  }

  /** Where the list of this row begins in {@link #values}. */
  int start(int row) {
    return starts[row];
  }

  /** Number of values of this row. */
  public int length(int row) {
    return starts[row + 1] - starts[row];
  }

  @Override
  public boolean isMissing(int row) {
    return length(row) == 0;
  }

  @Override
  public String text(int row) {
    return IntStream.range(starts[row], starts[row + 1])
        .mapToObj(values::text)
        .collect(Collectors.joining(SEPARATOR));
  }

  @Override
  public Lists take(int[] rows) {
    int[] taken = starts(Arrays.stream(rows).map(this::length));
    int[] from = new int[taken[rows.length]];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < length(rows[i]); k++) {
        from[taken[i] + k] = starts[rows[i]] + k;
      }
    }
    return new Lists(taken, values.take(from));
  }

  @Override
  public Lists named(String name) {
    return new Lists(starts, values.named(name));
  }
}
