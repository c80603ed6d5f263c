package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table of examples in memory: immutable, stored column by column.
 *
 * <p>Every row knows the place it came from, a line of a file or a row of the arrays, so that an
 * error found after any number of splits still names it.
 */
public final class Examples {
  private final Map<String, Column> columns;
  private final int rows;
  private final Origins origins;

  private Examples(Map<String, Column> columns, int rows, Origins origins) {
    this.columns = columns;
    this.rows = rows;
    this.origins = origins;
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
        new Examples(new LinkedHashMap<>(), columns.get(0).rows(), Origins.arrays());
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
    return new Examples(named, lines.length, Origins.file(source, lines));
  }

  /**
   * The records of a file of tf.Example, of the features that this topology reads; compressed where
   * its name ends in {@code .gz}. {@link StreamFormat.TfRecord} describes them.
   *
   * @throws ExamplesException where the file cannot be read or holds something else, with the
   *     record
   */
  public static Examples tfRecord(Path file, Topology topology) {
    ExampleStream stream = ExampleStream.tfRecord(file);
    List<Examples> parts = new ArrayList<>();
    try (Chunks chunks = stream.chunksOf(topology, List.of())) {
      chunks.read(file, parts::add);
    }
    int rows = parts.stream().mapToInt(Examples::rows).sum();
    return records(stream.source(), Together.columns(parts), 1, rows);
  }

  /**
   * The table of a file of Parquet, with all columns that have a place in examples: numbers of any
   * width and decimals as numbers (float32), integers as integers (int64), booleans as the integers
   * 1 and 0, texts as texts, lists of these as lists, null as a missing value. A column of dates,
   * times, maps or structures is left out; a topology that reads it is told so.
   *
   * <p>It needs {@code org.apache.parquet:parquet-hadoop} on the class path, as {@link
   * StreamFormat.Parquet} says.
   *
   * @throws ExamplesException where the file cannot be read, has no rows or is no Parquet, with row
   *     and column where they are known; or where the library is not there
   */
  public static Examples parquet(Path file) {
    List<Examples> parts = new ArrayList<>();
    try (Chunks chunks = new ParquetChunks(name -> true, 1 << 14)) {
      chunks.read(file, parts::add);
    }
    String source = String.valueOf(file.getFileName());
    if (parts.isEmpty()) {
      throw new ExamplesException(
          new Problem(source, "no rows", "at least one", "Give another file"));
    } else if (parts.size() == 1) {
      return parts.get(0);
    }
    int rows = parts.stream().mapToInt(Examples::rows).sum();
    Map<String, String> unreadable = parts.get(0).origins.unreadable();
    return rows(source, Together.columns(parts), 1, rows, unreadable);
  }

  /**
   * So many rows of a file from this one on.
   *
   * @param unreadable the types of columns that have no place here
   */
  static Examples rows(
      String source, List<Column> columns, int first, int count, Map<String, String> unreadable) {
    Map<String, Column> named = new LinkedHashMap<>();
    columns.forEach(column -> named.put(column.name(), column));
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> first + i);
    return new Examples(named, count, Origins.rows(source, numbers, unreadable));
  }

  /** So many records of a file from this one on. */
  static Examples records(String source, List<Column> columns, int first, int count) {
    Map<String, Column> named = new LinkedHashMap<>();
    columns.forEach(column -> named.put(column.name(), column));
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> first + i);
    return new Examples(named, count, Origins.records(source, numbers));
  }

  /**
   * So many rows of this table in each step of a training, for {@link #together}.
   *
   * @throws ExamplesException where the number is not positive, or there are no rows
   */
  public Portion perStep(int rows) {
    return new Portion(this, rows);
  }

  /**
   * Tables with labels of different tasks, or from different sources, as one to train on: {@code
   * Examples.together(clicks.perStep(256), conversions.perStep(64))}.
   *
   * <p>Each step takes so many rows of each table, in place of the batch size of the settings. The
   * rows of a table are shuffled among themselves; an epoch is the table with the most steps once,
   * and the others begin again, in a new order, as often as they are through. A column that a table
   * lacks is missing in its rows: a feature takes its value for missing ones, a task learns from
   * the rows with its label only, and its loss is the mean over those. What features take from data
   * is fitted on all rows. Integers and numbers in one column become numbers, text and others text.
   *
   * <p>Parts, and rows taken, keep to their tables. Where these examples are not trained on they
   * are one table, the rows in the order of the tables.
   *
   * @param portions at least one
   * @throws ExamplesException where there is none, or columns of one name do not fit each other
   */
  public static Examples together(Portion... portions) {
    if (portions.length == 0) {
      throw new ExamplesException(
          new Problem("together", "no table", "at least one", "Give tables with perStep(64)"));
    }
    List<Integer> perStep = Arrays.stream(portions).map(Portion::perStep).toList();
    return together(
        Arrays.stream(portions).map(Portion::examples).toList(),
        tables -> new Portions(perStep, tables));
  }

  /** The weight of this table beside others in a training, for {@link #mixed}. */
  public Share share(double weight) {
    return new Share(this, weight);
  }

  /**
   * Tables with labels of different tasks, or from different sources, as one to train on, of which
   * some are seen more often than their rows are many: {@code Examples.mixed(clicks.share(3),
   * conversions.share(1))}.
   *
   * <p>Each example of a step is drawn: its table by the weights, then the next row of that table
   * in an order that is shuffled anew whenever it is through. Steps have the batch size of the
   * settings, and an epoch as many of them as the rows of all tables fill. Seed and epoch fix what
   * is drawn. In all else these are the tables {@link #together}; but rows of a group are not kept
   * next to each other, so that no loss may compare them.
   *
   * @param shares at least one
   * @throws ExamplesException where there is none, or columns of one name do not fit each other
   */
  public static Examples mixed(Share... shares) {
    if (shares.length == 0) {
      throw new ExamplesException(
          new Problem("mixed", "no table", "at least one", "Give tables with share(1)"));
    }
    List<Double> weights = Arrays.stream(shares).map(Share::weight).toList();
    return together(
        Arrays.stream(shares).map(Share::examples).toList(),
        tables -> Portions.drawn(weights, tables));
  }

  private static Examples together(List<Examples> tables, Function<int[], Portions> portions) {
    Map<String, Column> named = new LinkedHashMap<>();
    Together.columns(tables).forEach(column -> named.put(column.name(), column));
    int rows = tables.stream().mapToInt(Examples::rows).sum();
    return new Examples(named, rows, Origins.together(tables, portions));
  }

  /**
   * These rows of a table of these columns, with those that only others have, missing in each row.
   */
  Examples lacking(Set<String> own, Set<String> all) {
    Map<String, Column> more = new LinkedHashMap<>(columns);
    BitSet missing = new BitSet();
    missing.set(0, rows);
    for (String name : all) {
      if (!own.contains(name)) {
        more.put(name, new Integers(name, new long[rows], missing));
      }
    }
    return new Examples(more, rows, origins.of(own));
  }

  /** Where the rows came from. */
  Origins origins() {
    return origins;
  }

  /**
   * Rows of each table in a step of a training, where several were put {@link #together}; empty of
   * others, whose rows per step the training's settings give.
   */
  public List<Integer> perStep() {
    Portions portions = origins.portions();
    return portions == null ? List.of() : portions.perStep();
  }

  /** Weights of the tables that were {@link #mixed}, in order; empty of others. */
  public List<Double> shares() {
    Portions portions = origins.portions();
    return portions == null ? List.of() : portions.shares();
  }

  /** The tables that were put together; null where this is one. */
  @Nullable Portions portions() {
    return origins.portions();
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
    String type = origins.unreadable(name);
    if (type != null) {
      return new Problem(
          place(name),
          "values of type " + type,
          "numbers, booleans, texts, or lists of them",
          "Write such a column as a number, as in days since 1970, or as text");
    }
    return new Problem(
        source(),
        "the columns " + Problems.list(columns.keySet()),
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
    return new Examples(more, rows, origins);
  }

  /**
   * These rows, in this order; a row may come more than once.
   *
   * @throws IndexOutOfBoundsException for a row outside of [0, rows)
   */
  public Examples take(int[] rows) {
    Arrays.stream(rows).forEach(row -> Objects.checkIndex(row, this.rows));
    Map<String, Column> taken = new LinkedHashMap<>();
    columns.forEach((name, column) -> taken.put(name, column.take(rows)));
    return new Examples(taken, rows.length, origins.take(rows));
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

  /** Where the table came from: the name of a file, or {@code examples}. */
  public String source() {
    return origins.source();
  }

  /** Where a row came from, such as {@code train.csv line 17} or {@code examples row 3}. */
  public String place(int row) {
    return origins.place(Objects.checkIndex(row, rows));
  }

  /** Where a value came from, such as {@code train.csv line 17, column "age"}. */
  String place(int row, String column) {
    return place(row) + ", column " + Problems.quote(column);
  }

  /** Where a column came from, such as {@code train.csv, column "age"}. */
  String place(String column) {
    return source() + ", column " + Problems.quote(column);
  }

  /**
   * A table of the columns for people to read: type, missing values, distinct values, smallest and
   * largest.
   */
  public String describe() {
    return ColumnSummary.table(columns.values()).text();
  }
}
