package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Positioned;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one component of a feature, which one statistic is of: one per row, or one per row
 * and position where there are several.
 */
final class ComponentValues {
  private final NumericColumns columns;
  private final StepValidity valid;
  private final int positions;
  private final int depth;
  private final int rows;
  private final int component;

  private ComponentValues(
      NumericColumns columns, StepValidity valid, Feature feature, int rows, int component) {
    this.columns = columns;
    this.valid = valid;
    this.positions = positions(feature);
    this.depth = depth(feature);
    this.rows = rows;
    this.component = component;
  }

  /** Those of each component of this feature; null after a problem was told. */
  static ComponentValues @Nullable [] of(Feature feature, Examples examples, Problems problems) {
    NumericColumns columns = NumericColumns.find(feature, examples, problems);
    StepValidity valid = StepValidity.of(feature, examples, problems);
    if (columns == null || valid == null) {
      return null;
    }
    EncodedExamples.size(examples, examples.rows(), positions(feature), "positions");
    ComponentValues[] values = new ComponentValues[depth(feature)];
    for (int c = 0; c < values.length; c++) {
      values[c] = new ComponentValues(columns, valid, feature, examples.rows(), c);
    }
    return values;
  }

  /** Positions of an example, 1 where there are none. */
  static int positions(Feature feature) {
    return feature instanceof Positioned several ? several.positions() : 1;
  }

  private static int depth(Feature feature) {
    Numeric numbers = Objects.requireNonNull(feature.numeric());
    return feature instanceof Positioned several ? several.depth() : numbers.components();
  }

  /** How many there are. */
  int count() {
    return rows * positions;
  }

  /** A number; not a number where it is missing, or where its step does not count. */
  float at(int i) {
    int row = i / positions;
    int position = i % positions;
    return valid.counts(row, position) ? columns.at(row, position * depth + component) : Float.NaN;
  }

  /** The row of a number. */
  int row(int i) {
    return i / positions;
  }

  /** The column that a number is in. */
  String name(int i) {
    return columns.name(i % positions * depth + component);
  }
}
