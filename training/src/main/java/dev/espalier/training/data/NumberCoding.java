package dev.espalier.training.data;

import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Numeric.Scaling;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.Standardization;
import org.jspecify.annotations.Nullable;

/** Fills the matrix of numbers [rows, n], one feature after another. */
final class NumberCoding {
  private final Examples examples;
  private final float[] numbers;
  private final InputSlots slots;
  private final int width;
  private final Problems problems;

  NumberCoding(Examples examples, float[] numbers, InputSlots slots, Problems problems) {
    this.examples = examples;
    this.numbers = numbers;
    this.slots = slots;
    this.width = slots.numberCount();
    this.problems = problems;
  }

  /** Fills the columns of the next numeric feature. */
  void add(Numeric feature, FittedFeatures fitted) {
    NumericColumns columns = NumericColumns.find(feature, examples, problems);
    Standardization standardization =
        feature.scaling() == Scaling.STANDARDIZED ? fitted.standardization(feature.name()) : null;
    if (standardization != null && standardization.width() != feature.width()) {
      throw new IllegalArgumentException(
          "Feature \"%s\" has width %d and was fitted with width %d."
              .formatted(feature.name(), feature.width(), standardization.width()));
    }
    if (columns != null) {
      for (int component = 0; component < feature.width(); component++) {
        fill(columns, component, standardization);
      }
    }
  }

  private void fill(
      NumericColumns columns, int component, @Nullable Standardization standardization) {
    int slot = slots.numbers(columns.feature()).first() + component;
    for (int row = 0; row < examples.rows(); row++) {
      float value = columns.at(row, component);
      float coded = standardization == null ? value : standardization.apply(component, value);
      if (Float.isInfinite(coded) || Float.isInfinite(value)) {
        problems.add(
            examples.place(row, columns.name(component)),
            Float.toString(value),
            "a finite number that stays finite when it is standardised",
            "Correct the value, or make it missing");
        return;
      }
      // The mean where it is missing; 0 of a raw feature.
      numbers[row * width + slot] = Float.isNaN(coded) ? 0f : coded;
    }
  }
}
