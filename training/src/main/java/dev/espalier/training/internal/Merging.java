package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.EqualWeights;
import dev.espalier.training.GradientStep;
import dev.espalier.training.PcGrad;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Writes the backward passes and the merge of what they yield. */
final class Merging {

  private Merging() {}

  static Merged of(Objective objective, GradientStep.Merge merge) {
    boolean several =
        objective.losses().size() > 1 && objective.weights().stream().anyMatch(Weight::shared);
    if (merge instanceof EqualWeights || !several) {
      return sum(objective);
    } else if (merge instanceof PcGrad) {
      return Surgery.of(objective, new PcGradRule());
    }
    throw new IllegalStateException("No rule is written for " + merge);
  }

  /** One pass: the gradient of a sum is the sum of the gradients. */
  private static Merged sum(Objective objective) {
    List<Operand<TFloat32>> ys = new ArrayList<>(objective.losses());
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
