package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.OneHot;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Writes the stream of features: the numbers, then each category as a learned row or as a one-hot
 * vector, both in the order of the inputs.
 */
final class InputLowering {
  private final Ops tf;
  private final WeightSource weights;

  InputLowering(Ops tf, WeightSource weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /** How many numbers the numeric features have together. */
  static int numbers(Plan plan) {
    return plan.topology().inputs().stream()
        .filter(Numeric.class::isInstance)
        .mapToInt(Feature::width)
        .sum();
  }

  /** The categorical features, in the order of the inputs. */
  static List<Categorical> categories(Plan plan) {
    return plan.topology().inputs().stream()
        .filter(Categorical.class::isInstance)
        .map(Categorical.class::cast)
        .toList();
  }

  /**
   * Features [batch, input width].
   *
   * @param numbers standardised numbers [batch, n], or null if there are none
   * @param ids row numbers [batch] of each categorical feature
   */
  Operand<TFloat32> features(
      Plan plan, @Nullable Operand<TFloat32> numbers, List<? extends Operand<TInt32>> ids) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    if (numbers != null) {
      parts.add(numbers);
    }
    List<Categorical> categories = categories(plan);
    int table = 0;
    for (int i = 0; i < categories.size(); i++) {
      if (categories.get(i).encoding() instanceof OneHot) {
        parts.add(
            tf.oneHot(
                ids.get(i),
                tf.constant(categories.get(i).coding().rows()),
                tf.constant(1f),
                tf.constant(0f)));
      } else {
        Table rows = plan.tables().get(table++);
        parts.add(weights.gather(rows, ids.get(i)));
      }
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
  }
}
