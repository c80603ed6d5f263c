package dev.espalier.graph.internal;

import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Numeric.Scaling;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.Standardization;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/**
 * Writes what the data pipeline does to numbers before training: minus the mean, times the
 * reciprocal of the deviation, and 0 where a number is missing, all in float32.
 */
final class NumberEncoding {
  private final Ops tf;
  private final RawInputs inputs;

  NumberEncoding(Ops tf, RawInputs inputs) {
    this.tf = tf;
    this.inputs = inputs;
  }

  /** The numbers [batch, n] as the network sees them; null where there are none. */
  @Nullable Operand<TFloat32> numbers(Plan plan, FittedFeatures fitted) {
    List<Numeric> features =
        plan.topology().inputs().stream()
            .filter(Numeric.class::isInstance)
            .map(Numeric.class::cast)
            .toList();
    if (features.isEmpty()) {
      return null;
    }
    InputSlots slots = InputSlots.of(plan.topology());
    int n = slots.numberCount();
    // A raw number is not changed by - 0 and * 1, so that all numbers take one path.
    float[] means = new float[n];
    float[] reciprocals = new float[n];
    boolean anyStandardized = false;
    for (Numeric feature : features) {
      boolean standardized = feature.scaling() == Scaling.STANDARDIZED;
      anyStandardized |= standardized;
      int first = slots.numbers(feature).first();
      for (int c = 0; c < feature.width(); c++) {
        Standardization own = standardized ? fitted.standardization(feature.name()) : null;
        means[first + c] = own == null ? 0f : own.means().get(c);
        reciprocals[first + c] = own == null ? 1f : own.reciprocal(c);
      }
    }
    Operand<TFloat32> x = together(features);
    if (anyStandardized) {
      x = tf.math.mul(tf.math.sub(x, tf.constant(means)), tf.constant(reciprocals));
    }
    return tf.select(tf.math.isNan(x), tf.constant(0f), x);
  }

  private Operand<TFloat32> together(List<Numeric> features) {
    List<Operand<TFloat32>> columns = new ArrayList<>();
    if (features.stream().allMatch(feature -> feature.width() == 1)) {
      features.forEach(feature -> columns.add(inputs.number(feature)));
      return tf.stack(columns, Stack.axis(1L));
    }
    for (Numeric feature : features) {
      Operand<TFloat32> own = inputs.number(feature);
      columns.add(feature.width() == 1 ? tf.expandDims(own, tf.constant(1)) : own);
    }
    return columns.size() == 1 ? columns.get(0) : tf.concat(columns, tf.constant(1));
  }
}
