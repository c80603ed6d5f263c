package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Merges in one backward pass: the gradient of a sum is the sum of the gradients. */
final class LossSum {

  private LossSum() {}

  static Merged of(Objective objective) {
    return of(objective, objective.losses());
  }

  /** The gradient of the sum of these losses and of the penalty. */
  static Merged of(Objective objective, List<? extends Operand<TFloat32>> losses) {
    List<Operand<TFloat32>> ys = new ArrayList<>(losses);
    if (objective.penalty() != null) {
      ys.add(objective.penalty());
    }
    List<Weight> weights = objective.weights();
    List<@Nullable Operand<TFloat32>> by =
        Backward.of(objective.graph(), ys, weights.stream().map(Weight::leaf).toList());
    List<Gradient> gradients = new ArrayList<>();
    for (int i = 0; i < by.size(); i++) {
      Operand<TFloat32> value = by.get(i);
      if (value != null) {
        gradients.add(new Gradient(weights.get(i), value, false));
      }
    }
    return new Merged(gradients, List.of(), null);
  }
}
