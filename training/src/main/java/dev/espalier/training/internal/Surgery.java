package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.extension.MergeSite;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Merges task gradients by weights found in their Gram matrix. Shared weights count as one vector,
 * and a task's gradient is zero where its loss does not reach; a weight of one task keeps its own
 * gradient; the gradient of the penalty is added to either as it is.
 */
final class Surgery {

  private Surgery() {}

  /** Finds the weights of the tasks in their Gram matrix. */
  interface Weighing {
    Weighted of(MergeSite site, Operand<TFloat32> gram);
  }

  static Merged of(Objective objective, Weighing weighing) {
    Ops tf = objective.tf().withSubScope("merge");
    List<Weight> shared = objective.weights().stream().filter(Weight::shared).toList();
    List<Weight> own = objective.weights().stream().filter(w -> !w.shared()).toList();
    TaskGradients tasks = TaskGradients.of(objective, shared, own);

    List<@Nullable TaskRows> rows = TaskRows.of(tf, shared, tasks.shared());
    List<Gradient> gradients = new ArrayList<>();
    List<Operand<TFloat32>> checks = new ArrayList<>();
    List<Function<Ops, Op>> updates = List.of();
    Operand<TFloat32> gram = TaskRows.gram(tf, rows);
    if (gram != null) {
      int n = objective.losses().size();
      MergeSite site = new MergeSite(tf, n, objective.seed(), objective.step());
      Weighted weighted = weighing.of(site, gram);
      updates = weighted.updates();
      Operand<TFloat32> weights = tf.reshape(weighted.weights(), tf.constant(new int[] {1, n}));
      for (TaskRows each : rows) {
        if (each != null) {
          gradients.add(new Gradient(each.weight(), each.combined(tf, weights), true));
        }
      }
      // Not finite where a gradient of a task is not, or its weight.
      checks.add(tf.sum(tf.linalg.matMul(weights, gram), tf.constant(new int[] {0, 1})));
    }
    for (int i = 0; i < own.size(); i++) {
      Operand<TFloat32> value = tasks.own().get(i);
      if (value != null) {
        gradients.add(new Gradient(own.get(i), value, false));
      }
    }
    return new Merged(withPenalty(tf, objective, gradients), checks, gram, updates);
  }

  private static List<Gradient> withPenalty(Ops tf, Objective objective, List<Gradient> gradients) {
    if (objective.penalty() == null) {
      return gradients;
    }
    List<Weight> weights = objective.weights();
    List<@Nullable Operand<TFloat32>> penalties =
        Backward.of(
            objective.graph(),
            List.of(objective.penalty()),
            weights.stream().map(Weight::leaf).toList());
    List<Gradient> all = new ArrayList<>(gradients);
    for (int i = 0; i < weights.size(); i++) {
      Weight weight = weights.get(i);
      Operand<TFloat32> penalty = penalties.get(i);
      if (penalty == null) {
        continue;
      }
      int at = indexOf(gradients, weight);
      if (at < 0) {
        all.add(new Gradient(weight, penalty, false));
      } else {
        Operand<TFloat32> sum = tf.math.add(gradients.get(at).value(), penalty);
        all.set(at, new Gradient(weight, sum, false));
      }
    }
    return all;
  }

  private static int indexOf(List<Gradient> gradients, Weight weight) {
    for (int i = 0; i < gradients.size(); i++) {
      if (gradients.get(i).weight() == weight) {
        return i;
      }
    }
    return -1;
  }
}
