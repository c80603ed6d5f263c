package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Numeric.Missing;
import dev.espalier.dsl.Numeric.Quantiles;
import dev.espalier.dsl.Numeric.Standardized;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.QuantileScale;
import dev.espalier.graph.Standardization;
import java.util.Objects;

/** Fills the matrix of numbers [rows, n], one feature after another. */
final class NumberCoding {

  /** What a transformed number becomes. */
  private interface Scale {
    float apply(float x);
  }

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

  /** Fills the columns of a feature that has numbers. */
  void add(Feature feature, FittedFeatures fitted) {
    Numeric numeric = Objects.requireNonNull(feature.numeric());
    NumericColumns columns = NumericColumns.find(feature, examples, problems);
    StepValidity valid = StepValidity.of(feature, examples, problems);
    fitted.requireScaling(numeric);
    if (columns == null || valid == null) {
      return;
    }
    int depth = numeric.components() / ComponentValues.positions(feature);
    for (int component = 0; component < numeric.components(); component++) {
      fill(columns, component, component / depth, valid, scale(numeric, component, fitted));
    }
    InputSlots.Slots marks = slots.weights(feature);
    for (int row = 0; row < examples.rows(); row++) {
      for (int step = 0; step < marks.count(); step++) {
        numbers[row * width + marks.first() + step] = valid.counts(row, step) ? 1f : 0f;
      }
    }
  }

  private static Scale scale(Numeric feature, int component, FittedFeatures fitted) {
    if (feature.scaling() instanceof Standardized) {
      Standardization own = fitted.standardization(feature.name());
      return x -> own.apply(component, x);
    } else if (feature.scaling() instanceof Quantiles) {
      QuantileScale own = fitted.quantiles(feature.name()).get(component);
      return own::apply;
    }
    return x -> x;
  }

  private void fill(
      NumericColumns columns, int component, int step, StepValidity valid, Scale scale) {
    Numeric feature = columns.feature();
    int slot = slots.numbers(feature).first() + component;
    boolean indicated = feature.missing() == Missing.INDICATED;
    float middle = feature.scaling() instanceof Quantiles ? .5f : 0f;
    for (int row = 0; row < examples.rows(); row++) {
      if (!valid.counts(row, step)) {
        continue;
      }
      float value = columns.at(row, component);
      float coded = scale.apply(feature.transform(value));
      if (Float.isInfinite(coded) || Float.isInfinite(value)) {
        problems.add(
            examples.place(row, columns.name(component)),
            Float.toString(value),
            "a finite number that stays finite when it is scaled",
            "Correct the value, or make it missing");
        return;
      }
      int at = row * width + slot;
      numbers[at] = Float.isNaN(coded) ? middle : coded;
      if (indicated) {
        numbers[at + feature.components()] = Float.isNaN(value) ? 1f : 0f;
      }
    }
  }
}
