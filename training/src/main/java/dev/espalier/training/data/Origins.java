package dev.espalier.training.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a table came from, which any number of splits and of tables put together keep.
 */
final class Origins {

  /**
   * A table as it was read.
   *
   * @param source the name of a file, or {@code examples}
   * @param unit what a row is there: a row, a line or a record
   * @param columns their names, where it was put together with others; null where it was not
   * @param unreadable the types of columns that have no place in examples
   */
  private record Table(
      String source, String unit, @Nullable Set<String> columns, Map<String, String> unreadable) {
    Table(String source, String unit) {
      this(source, unit, null, Map.of());
    }

    String place(int row) {
      return source + " " + unit + " " + row;
    }
  }

  private final List<Table> tables;
  private final @Nullable Portions portions;

  /** Line (of a file) or row (of arrays) that each row came from; null where row i is row i. */
  private final int @Nullable [] rows;

  private Origins(List<Table> tables, @Nullable Portions portions, int @Nullable [] rows) {
    this.tables = tables;
    this.portions = portions;
    this.rows = rows;
  }

  /** Of arrays. */
  static Origins arrays() {
    return new Origins(List.of(new Table("examples", "row")), null, null);
  }

  /** Of a file, whose row i began in line {@code lines[i]}. */
  static Origins file(String source, int[] lines) {
    return new Origins(List.of(new Table(source, "line")), null, lines);
  }

  /** Of a file, whose row i is record {@code numbers[i]}. */
  static Origins records(String source, int[] numbers) {
    return new Origins(List.of(new Table(source, "record")), null, numbers);
  }

  /** Of a file of typed columns, whose row i is row {@code numbers[i]} there. */
  static Origins rows(String source, int[] numbers, Map<String, String> unreadable) {
    return new Origins(List.of(new Table(source, "row", null, unreadable)), null, numbers);
  }

  /**
   * Of several tables, one after the other.
   *
   * @param portions what a training takes of them, given the place of the table of each row
   */
  static Origins together(List<Examples> parts, Function<int[], Portions> portions) {
    List<Table> tables = new ArrayList<>();
    int total = parts.stream().mapToInt(Examples::rows).sum();
    int[] rows = new int[total];
    int[] of = new int[total];
    int at = 0;
    for (Examples part : parts) {
      Origins own = part.origins();
      Set<String> columns = new LinkedHashSet<>();
      part.columns().forEach(column -> columns.add(column.name()));
      for (int row = 0; row < part.rows(); row++) {
        of[at] = tables.size();
        rows[at++] = own.rows == null ? row : own.rows[row];
      }
      tables.add(new Table(own.source(), own.tables.get(0).unit, columns, own.unreadable()));
    }
    return new Origins(List.copyOf(tables), portions.apply(of), rows);
  }

  /** The same rows of a table that has these columns, while others have more. */
  Origins of(Set<String> columns) {
    Table table = tables.get(0);
    return new Origins(
        List.of(new Table(table.source, table.unit, columns, table.unreadable)), portions, rows);
  }

  /** Those of these rows. */
  Origins take(int[] taken) {
    int[] from = new int[taken.length];
    for (int i = 0; i < taken.length; i++) {
      from[i] = rows == null ? taken[i] : rows[taken[i]];
    }
    return new Origins(tables, portions == null ? null : portions.take(taken), from);
  }

  /** The tables that were put together; null where there is one. */
  @Nullable Portions portions() {
    return portions;
  }

  /** The types of columns that have no place in examples. */
  Map<String, String> unreadable() {
    Map<String, String> all = new LinkedHashMap<>();
    tables.forEach(table -> all.putAll(table.unreadable));
    return all;
  }

  /** The type of a column that has no place in examples; null of any other. */
  @Nullable String unreadable(String column) {
    return unreadable().get(column);
  }

  /** The names of the tables. */
  String source() {
    return tables.stream().map(Table::source).collect(Collectors.joining(" and "));
  }

  /** The number of a row there: of its line, its record or its row of arrays. */
  int number(int row) {
    return rows == null ? row : rows[row];
  }

  /** Where a row came from. */
  String place(int row) {
    return table(row).place(number(row));
  }

  /** Whether the table of this row has no such column, while another one has. */
  boolean lacks(int row, String column) {
    Set<String> columns = table(row).columns;
    return columns != null && !columns.contains(column);
  }

  private Table table(int row) {
    return tables.get(portions == null ? 0 : Objects.requireNonNull(portions).table(row));
  }
}
