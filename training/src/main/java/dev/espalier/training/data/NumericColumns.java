package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where the numbers of a numeric feature are in a table: in one matrix, or in a column each. */
final class NumericColumns {
  private final Numeric feature;
  private final List<Column> columns;
  private final boolean matrix;

  private NumericColumns(Numeric feature, List<Column> columns, boolean matrix) {
    this.feature = feature;
    this.columns = columns;
    this.matrix = matrix;
  }

  /** Columns that a file has for this feature: its name, or {@code name_0 … name_(n-1)}. */
  static List<String> names(Numeric feature) {
    return feature.components() == 1
        ? List.of(feature.name())
        : IntStream.range(0, feature.components()).mapToObj(i -> feature.name() + "_" + i).toList();
  }

  /**
   * The columns of a feature that has numbers, or null after its problems were told. Those of
   * several positions may be a list per row, of which a short one ends in missing numbers.
   */
  static @Nullable NumericColumns find(Feature feature, Examples examples, Problems problems) {
    Numeric numbers = Objects.requireNonNull(feature.numeric());
    Column whole = examples.find(feature.name());
    boolean listed =
        feature instanceof Positioned
            && numbers.components() > 1
            && whole != null
            && !(whole instanceof Numbers matrix && matrix.width() > 1);
    if (!listed) {
      return find(numbers, examples, problems);
    }
    Lists lists = ListColumns.numbers(feature.name(), examples, problems);
    if (lists == null) {
      return null;
    }
    int width = numbers.components();
    float[] values = new float[EncodedExamples.size(examples, lists.rows(), width, "numbers")];
    for (int i = 0; i < values.length; i++) {
      int row = i / width;
      int at = i % width;
      values[i] =
          at < lists.length(row) ? number(lists.values(), lists.start(row) + at) : Float.NaN;
    }
    Numbers filled = new Numbers(feature.name(), width, values);
    return new NumericColumns(numbers, List.of(filled), true);
  }

  /** The columns of this feature, or null after its problems were told. */
  static @Nullable NumericColumns find(Numeric feature, Examples examples, Problems problems) {
    Column whole = examples.find(feature.name());
    if (whole instanceof Numbers numbers && numbers.width() == feature.components()) {
      return new NumericColumns(feature, List.of(numbers), true);
    } else if (whole instanceof Lists lists && feature.components() > 1) {
      return vectors(feature, lists, examples, problems);
    }
    List<Column> found = new ArrayList<>();
    for (String name : names(feature)) {
      Column column = single(name, examples, problems);
      if (column == null) {
        return null;
      }
      found.add(column);
    }
    return new NumericColumns(feature, found, false);
  }

  /** The vectors that lists are, each of the width of the feature or empty, which is missing. */
  private static @Nullable NumericColumns vectors(
      Numeric feature, Lists lists, Examples examples, Problems problems) {
    int width = feature.components();
    for (int row = 0; row < lists.rows(); row++) {
      if (lists.length(row) != width && lists.length(row) != 0) {
        problems.add(
            examples.place(row, feature.name()),
            lists.length(row) + " values",
            width + " values, or none where it is missing",
            "Correct the list, or give the feature another width");
        return null;
      }
    }
    Lists numbers = ListColumns.numbers(feature.name(), examples, problems);
    if (numbers == null) {
      return null;
    }
    float[] values = new float[EncodedExamples.size(examples, lists.rows(), width, "numbers")];
    for (int i = 0; i < values.length; i++) {
      int row = i / width;
      values[i] =
          numbers.length(row) == 0
              ? Float.NaN
              : number(numbers.values(), numbers.start(row) + i % width);
    }
    return new NumericColumns(feature, List.of(new Numbers(feature.name(), width, values)), true);
  }

  /** The column of this name with a number per row, or null after its problem was told. */
  static @Nullable Column single(String name, Examples examples, Problems problems) {
    Column column = examples.find(name);
    if (column == null) {
      problems.add(examples.noColumn(name));
      return null;
    }
    return holdsNumbers(column, examples, problems) ? column : null;
  }

  /** What is wrong with a number that is not finite. */
  static Problem infinite(String place, float value) {
    return new Problem(
        place, Float.toString(value), "a finite number", "Correct the value, or make it missing");
  }

  /** Tells the first value that is no number; a column without values may be of any type. */
  static boolean holdsNumbers(Column column, Examples examples, Problems problems) {
    if (column instanceof Numbers numbers) {
      if (numbers.width() > 1) {
        problems.add(
            examples.place(column.name()),
            "vectors of width " + numbers.width(),
            "one number per row",
            "Give the feature this width in the topology, or name another column");
        return false;
      }
      return true;
    }
    if (column instanceof Lists lists && !lists.isEmpty()) {
      problems.add(
          examples.place(column.name()),
          "lists",
          "one number per row",
          "Make the feature multivalent, or name another column");
      return false;
    }
    if (column instanceof Text text && !text.isEmpty()) {
      int row = firstWord(text);
      String value = Problems.quote(text.text(row));
      problems.add(
          examples.place(row, column.name()),
          "the text " + value,
          "a number",
          "Say CsvFormat.missing(%s) where it marks a missing value, or make the feature categorical"
              .formatted(value));
      return false;
    }
    return true;
  }

  /** The first row with a word that is no number; else the first with any word. */
  private static int firstWord(Text text) {
    return IntStream.range(0, text.rows())
        .filter(row -> !text.isMissing(row) && !CellKind.isNumber(text.text(row)))
        .findFirst()
        .orElseGet(
            () ->
                IntStream.range(0, text.rows())
                    .filter(row -> !text.isMissing(row))
                    .findFirst()
                    .orElseThrow());
  }

  Numeric feature() {
    return feature;
  }

  /** The column that a component is in. */
  String name(int component) {
    return matrix ? feature.name() : columns.get(component).name();
  }

  /** A component's number, float32; not a number where it is missing. */
  float at(int row, int component) {
    if (matrix) {
      return ((Numbers) columns.get(0)).at(row, component);
    }
    return number(columns.get(component), row);
  }

  /** The number of a column that holds numbers. */
  static float number(Column column, int row) {
    if (column.isMissing(row)) {
      return Float.NaN;
    }
    return column instanceof Integers integers ? integers.at(row) : ((Numbers) column).at(row);
  }
}
