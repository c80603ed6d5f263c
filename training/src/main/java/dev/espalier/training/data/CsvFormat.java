package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a file of comma-separated values is written (RFC 4180, and what people make of it): UTF-8
 * with or without a byte order mark, lines that end in any way, blank lines skipped.
 *
 * <p>Types are inferred from the whole file. A column is of integers (int64) where every value is
 * written as {@code Long.toString} writes it; of numbers (float32) where every value is a decimal
 * number; and else of text. So {@code 007} is text and keeps its zeros. A column without any value
 * is of numbers, all of them missing.
 *
 * @param delimiter between cells; default comma
 * @param quote around a cell that holds delimiters, line ends or doubled quotes; default {@code "}
 * @param trimmed whether blanks around a cell are dropped; default true
 * @param missing what a missing value looks like, after trimming; default the empty cell alone
 * @param names names of the columns of a file without a header; empty means that the first line has
 *     them; default empty
 * @param text columns read as text whatever they look like; default none
 * @param numbers columns read as numbers, whose every cell must be one; default none
 */
public record CsvFormat(
    char delimiter,
    char quote,
    boolean trimmed,
    Set<String> missing,
    List<String> names,
    Set<String> text,
    Set<String> numbers) {

  /**
   * Copies the collections.
   *
   * @throws ExamplesException where delimiter and quote are one character, or a line end, or a name
   *     is empty or given twice
   */
  public CsvFormat {
    missing = Set.copyOf(missing);
    names = List.copyOf(names);
    text = Set.copyOf(text);
    numbers = Set.copyOf(numbers);
    if (delimiter == quote || "\r\n".indexOf(delimiter) >= 0 || "\r\n".indexOf(quote) >= 0) {
      throw new ExamplesException(
          new Problem(
              "csv format",
              "delimiter '%s' and quote '%s'".formatted(delimiter, quote),
              "two different characters that end no line",
              "Use ',' and '\"', or a tab with CsvFormat.delimiter('\\t')"));
    }
    checkNames("csv format", names);
  }

  /** Refuses empty names and names given twice. */
  static void checkNames(String place, List<String> names) {
    Set<String> seen = new LinkedHashSet<>();
    for (String name : names) {
      if (name.isEmpty() || !seen.add(name)) {
        throw new ExamplesException(
            new Problem(
                place,
                name.isEmpty()
                    ? "a column without a name, after " + seen
                    : "two columns " + Problems.quote(name),
                "distinct names",
                "Correct the header, or give the names with CsvFormat.names"));
      }
    }
  }

  /** Commas, double quotes, a header, empty cells for missing values. */
  public static CsvFormat defaults() {
    return new CsvFormat(',', '"', true, Set.of(""), List.of(), Set.of(), Set.of());
  }

  /** The same format with this character between cells. */
  public CsvFormat delimiter(char delimiter) {
    return new CsvFormat(delimiter, quote, trimmed, missing, names, text, numbers);
  }

  /** The same format with this character around cells. */
  public CsvFormat quote(char quote) {
    return new CsvFormat(delimiter, quote, trimmed, missing, names, text, numbers);
  }

  /** The same format with blanks around cells dropped or kept. */
  public CsvFormat trimmed(boolean trimmed) {
    return new CsvFormat(delimiter, quote, trimmed, missing, names, text, numbers);
  }

  /** The same format where these cells, and empty ones, are missing values. */
  public CsvFormat missing(String... markers) {
    return new CsvFormat(
        delimiter, quote, trimmed, plus(Set.of(""), markers), names, text, numbers);
  }

  /** The same format of a file without a header, whose columns have these names. */
  public CsvFormat names(List<String> names) {
    return new CsvFormat(delimiter, quote, trimmed, missing, names, text, numbers);
  }

  /** The same format with these columns, too, read as text. */
  public CsvFormat text(String... columns) {
    return new CsvFormat(delimiter, quote, trimmed, missing, names, plus(text, columns), numbers);
  }

  /** The same format with these columns, too, read as numbers. */
  public CsvFormat numbers(String... columns) {
    return new CsvFormat(delimiter, quote, trimmed, missing, names, text, plus(numbers, columns));
  }

  /**
   * The same format with the columns of this topology read as the topology needs them, so that
   * every file of one kind has the same types however few rows it has: vocabulary and hashed
   * features, lists and labels with a positive word as text, numbers, bucketized features and
   * regression labels as numbers.
   */
  public CsvFormat of(Topology topology) {
    List<String> words = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    for (Feature feature : topology.inputs()) {
      if (feature.numeric() != null) {
        figures.addAll(NumericColumns.names(feature.numeric()));
        if (feature instanceof Sequence sequence
            && sequence.valid() instanceof Sequence.Mask mask) {
          figures.addAll(NumericColumns.names(Features.numeric(mask.column(), sequence.steps())));
        }
      } else if (feature instanceof Categorical category && category.coding() instanceof Buckets) {
        figures.add(feature.name());
      } else if (feature instanceof Multivalent several) {
        words.add(several.name());
        if (several.weights() != null) {
          words.add(several.weights());
        }
      } else if (feature instanceof Categorical category && !(category.coding() instanceof Id)) {
        words.add(feature.name());
      }
    }
    for (Task task : topology.tasks()) {
      if (task.target() instanceof Target.Regression || task.target() instanceof Target.Quantile) {
        figures.add(task.label());
      } else if (task.target() instanceof Target.Binary binary && binary.positive() != null) {
        words.add(task.label());
      }
    }
    return text(words.toArray(String[]::new)).numbers(figures.toArray(String[]::new));
  }

  private static Set<String> plus(Set<String> some, String... more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(List.of(more));
    return all;
  }
}
