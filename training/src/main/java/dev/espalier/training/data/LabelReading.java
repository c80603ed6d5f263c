package dev.espalier.training.data;

import dev.espalier.dsl.Target;
import java.util.Locale;

/**
 * How the values of a column become labels.
 *
 * @param allowed what a label may be, in words
 * @param value the label of a row whose value is not missing; not a number where it is illegal
 */
record LabelReading(String allowed, Value value) {

  private static final float ILLEGAL = Float.NaN;

  /** The label of a row. */
  @FunctionalInterface
  interface Value {
    float of(int row);
  }

  /** The label of a row, or not a number. */
  float at(int row) {
    return value.of(row);
  }

  static LabelReading of(Target target, Column column) {
    if (target instanceof Target.Binary binary) {
      String positive = binary.positive();
      return positive == null ? flag(column) : word(column, positive);
    }
    if (target instanceof Target.Multilabel || target instanceof Target.Product) {
      return flag(column);
    }
    if (target instanceof Target.Multiclass || target instanceof Target.Ordinal) {
      return oneOf(column, target.width());
    }
    if (target instanceof Target.Count) {
      return count(column);
    }
    return number(column);
  }

  /** 0 or 1, also as false and true in any case. */
  static LabelReading flag(Column column) {
    Value value =
        row ->
            switch (column.text(row).toLowerCase(Locale.ROOT)) {
              case "0", "0.0", "-0.0", "false" -> 0f;
              case "1", "1.0", "true" -> 1f;
              default -> ILLEGAL;
            };
    return new LabelReading("0 or 1 (false or true)", value);
  }

  private static LabelReading word(Column column, String positive) {
    return new LabelReading(
        "text, of which %s means yes; a column of numbers is none"
            .formatted(Problems.quote(positive)),
        row -> column instanceof Numbers ? ILLEGAL : column.text(row).equals(positive) ? 1f : 0f);
  }

  private static LabelReading oneOf(Column column, int classes) {
    return new LabelReading(
        "an integer from 0 to " + (classes - 1),
        row -> {
          if (!WholeNumbers.isWhole(column, row)) {
            return ILLEGAL;
          }
          long label = WholeNumbers.at(column, row);
          return label >= 0 && label < classes ? (float) label : ILLEGAL;
        });
  }

  private static LabelReading count(Column column) {
    return new LabelReading(
        "an integer that is not negative",
        row -> {
          if (!WholeNumbers.isWhole(column, row)) {
            return ILLEGAL;
          }
          long label = WholeNumbers.at(column, row);
          return label >= 0 ? (float) label : ILLEGAL;
        });
  }

  /** A finite number. */
  static LabelReading number(Column column) {
    return new LabelReading(
        "a finite number",
        row -> isVectorOrText(column) ? ILLEGAL : NumericColumns.number(column, row));
  }

  private static boolean isVectorOrText(Column column) {
    return column instanceof Text
        || column instanceof Lists
        || column instanceof Numbers numbers && numbers.width() > 1;
  }
}
