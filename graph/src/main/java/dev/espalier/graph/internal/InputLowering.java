package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.OneHot;
import dev.espalier.dsl.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * @param ids row numbers [batch] by categorical feature
   */
  Operand<TFloat32> features(
      Plan plan, @Nullable Operand<TFloat32> numbers, Map<String, Operand<TInt32>> ids) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    if (numbers != null) {
      parts.add(numbers);
    }
    int table = 0;
    for (Categorical category : categories(plan)) {
      Operand<TInt32> rows = Objects.requireNonNull(ids.get(category.name()));
      if (category.encoding() instanceof OneHot) {
        parts.add(
            tf.oneHot(
                rows, tf.constant(category.coding().rows()), tf.constant(1f), tf.constant(0f)));
      } else {
        parts.add(weights.gather(plan.tables().get(table++), rows));
      }
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
  }
}
