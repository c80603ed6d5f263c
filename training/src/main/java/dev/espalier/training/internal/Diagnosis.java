package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Finds out which task made a step fail that {@link TrainingStep#isNotFinite} tells of. Such a step
 * has changed nothing and all its randomness is keyed by the counter, so that running these
 * operands with the same examples sees what the step saw.
 *
 * <p>It differentiates each loss by all weights, which is why no step contains it: write it when it
 * is needed, a session takes on what its graph has gained.
 *
 * @param names of the tasks, and of the penalty where there is one
 * @param losses whether the loss of each is finite, shape [names]
 * @param weights names of the weights
 * @param gradients whether the gradient of each by each weight is finite, shape [names, weights]
 */
public record Diagnosis(
    List<String> names, Operand<TBool> losses, List<String> weights, Operand<TBool> gradients) {

  /** Writes the diagnosis of a step that minimises this objective. */
  public static Diagnosis of(Objective objective) {
    Ops tf = objective.tf().withSubScope("diagnosis");
    List<String> names = new ArrayList<>(objective.tasks());
    List<Operand<TFloat32>> losses = new ArrayList<>(objective.losses());
    if (objective.penalty() != null) {
      names.add("penalty");
      losses.add(objective.penalty());
    }
    List<Operand<TFloat32>> leaves = objective.weights().stream().map(Weight::leaf).toList();
    List<Operand<TFloat32>> sizes = new ArrayList<>();
    for (Operand<TFloat32> loss : losses) {
      List<Operand<TFloat32>> halves = new ArrayList<>();
      for (Operand<TFloat32> gradient : Backward.of(objective.graph(), List.of(loss), leaves)) {
        halves.add(gradient == null ? tf.constant(0f) : tf.nn.l2Loss(gradient));
      }
      sizes.add(tf.stack(halves));
    }
    return new Diagnosis(
        List.copyOf(names),
        tf.math.isFinite(tf.stack(losses)),
        objective.weights().stream().map(Weight::name).toList(),
        tf.math.isFinite(tf.stack(sizes)));
  }

  /**
   * What is not finite, losses first, then gradients of finite losses with the first weight by
   * which they are not; empty where only their merge was not.
   */
  public List<String> culprits(TBool lossesFinite, TBool gradientsFinite) {
    List<String> culprits = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!lossesFinite.getBoolean(i)) {
        culprits.add("loss of " + names.get(i));
      }
    }
    for (int i = 0; i < names.size(); i++) {
      for (int w = 0; w < weights.size() && lossesFinite.getBoolean(i); w++) {
        if (!gradientsFinite.getBoolean(i, w)) {
          culprits.add("gradient of " + names.get(i) + " by " + weights.get(w));
          break;
        }
      }
    }
    return culprits;
  }
}
