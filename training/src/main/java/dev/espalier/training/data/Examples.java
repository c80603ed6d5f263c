package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of examples in memory: immutable, stored column by column.
 *
 * <p>Every row knows the place it came from, a line of a file or a row of the arrays, so that an
 * error found after any number of splits still names it.
 */
public final class Examples {
  private final String source;
  private final Map<String, Column> columns;
  private final int rows;

  /** Line (of a file) or row (of arrays) that each row came from; null where row i is row i. */
  private final int @Nullable [] origins;

  private final boolean fromFile;

  private Examples(
      String source,
      Map<String, Column> columns,
      int rows,
      int @Nullable [] origins,
      boolean fromFile) {
    this.source = source;
    this.columns = columns;
    this.rows = rows;
    this.origins = origins;
    this.fromFile = fromFile;
  }

  /** Examples of these columns, at least one, with distinct names and equally many rows. */
  public static Examples of(Column... columns) {
    return of(List.of(columns));
  }

  /**
   * Examples of these columns.
   *
   * @throws ExamplesException where there is no column, two have one name, or their numbers of rows
   *     differ
   */
  public static Examples of(List<? extends Column> columns) {
    if (columns.isEmpty()) {
      throw new ExamplesException(
          new Problem("examples", "no column", "at least one", "Give the columns of the table"));
    }
    Examples examples =
        new Examples("examples", new LinkedHashMap<>(), columns.get(0).rows(), null, false);
    for (Column column : columns) {
      if (examples.has(column.name())) {
        throw new ExamplesException(
            new Problem(
                "examples",
                "two columns " + Problems.quote(column.name()),
                "distinct names",
                "Rename one with Column.named"));
      }
      examples = examples.with(column);
    }
    return examples;
  }

  /** The table of a file that {@link CsvFormat#defaults} describes. */
  public static Examples csv(Path file) {
    return csv(file, CsvFormat.defaults());
  }

  /**
   * The table of a file: UTF-8, compressed where its name ends in {@code .gz}. The file is read
   * twice, once for the types and once for the values, so it cannot be a pipe.
   *
   * @throws ExamplesException where the file cannot be read or is not of this format, with the line
   */
  public static Examples csv(Path file, CsvFormat format) {
    return new CsvTable(file, format).read();
  }

  /** The table of a file, whose row i began in line {@code lines[i]}. */
  static Examples read(String source, List<Column> columns, int[] lines) {
    Map<String, Column> named = new LinkedHashMap<>();
    columns.forEach(column -> named.put(column.name(), column));
    return new Examples(source, named, lines.length, lines, true);
  }

  /** Number of rows; may be 0. */
  public int rows() {
    return rows;
  }

  /** The columns, in order. */
  public List<Column> columns() {
    return List.copyOf(columns.values());
  }

  /** Whether there is a column of this name. */
  public boolean has(String column) {
    return columns.containsKey(column);
  }

  /**
   * The column of this name.
   *
   * @throws ExamplesException where there is none
   */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new ExamplesException(noColumn(name));
    }
    return column;
  }

  /** The column of this name, or null. */
  @Nullable Column find(String name) {
    return columns.get(name);
  }

  /** That there is no column of this name. */
  Problem noColumn(String name) {
    String names = String.join(", ", columns.keySet());
    return new Problem(
        source,
        "the columns " + (names.length() > 300 ? names.substring(0, 300) + "…" : names),
        "a column " + Problems.quote(name),
        "Add the column to the table, or correct its name");
  }

  /**
   * The same rows with one more column, or with this one in the place of the one of its name.
   *
   * @throws ExamplesException where it has another number of rows
   */
  public Examples with(Column column) {
    if (column.rows() != rows) {
      throw new ExamplesException(
          new Problem(
              "column " + Problems.quote(column.name()),
              column.rows() + " rows",
              rows + " rows, as the other columns have",
              "Give every column a value for each row"));
    }
    Map<String, Column> more = new LinkedHashMap<>(columns);
    more.put(column.name(), column);
    return new Examples(source, more, rows, origins, fromFile);
  }

  /**
   * These rows, in this order; a row may come more than once.
   *
   * @throws IndexOutOfBoundsException for a row outside of [0, rows)
   */
  public Examples take(int[] rows) {
    int[] from = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      from[i] = origin(rows[i]);
    }
    Map<String, Column> taken = new LinkedHashMap<>();
    columns.forEach((name, column) -> taken.put(name, column.take(rows)));
    return new Examples(source, taken, rows.length, from, fromFile);
  }

  /** The rows whose value in this column, as text, is this one; in order. */
  public Examples where(String column, String value) {
    Column values = column(column);
    int[] found = new int[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      if (!values.isMissing(row) && values.text(row).equals(value)) {
        found[count++] = row;
      }
    }
    return take(Arrays.copyOf(found, count));
  }

  /** Two parts at random: this share of the rows is held out. */
  public Parts split(double share, long seed) {
    return split(new Split.Random(share, seed));
  }

  /** Two parts as this split makes them. */
  public Parts split(Split split) {
    return split.apply(this);
  }

  private int origin(int row) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException("Row " + row + " of " + rows + " rows.");
    }
    return origins == null ? row : origins[row];
  }

  /** Where the table came from: the name of a file, or {@code examples}. */
  public String source() {
    return source;
  }

  /** Where a row came from, such as {@code train.csv line 17} or {@code examples row 3}. */
  public String place(int row) {
    return source + (fromFile ? " line " : " row ") + origin(row);
  }

  /** Where a value came from, such as {@code train.csv line 17, column "age"}. */
  String place(int row, String column) {
    return place(row) + ", column " + Problems.quote(column);
  }

  /** Where a column came from, such as {@code train.csv, column "age"}. */
  String place(String column) {
    return source + ", column " + Problems.quote(column);
  }

  /**
   * A table of the columns for people to read: type, missing values, distinct values, smallest and
   * largest.
   */
  public String describe() {
    return ColumnSummary.table(columns.values()).text();
  }
}
