package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.extension.MergeSite;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Merges the gradients of tasks where they are shared, most often by weights found in their Gram
 * matrix: shared weights count as one vector, and a task's gradient is zero where its loss does not
 * reach. A weight of one task keeps its own gradient; the gradient of the penalty is added to
 * either as it is.
 */
final class Surgery {

  private Surgery() {}

  /** Makes one gradient by each shared weight of those of the tasks. */
  interface Combination {
    Merged of(Objective objective, Ops tf, List<TaskRows> rows);
  }

  /** Finds the weights of the tasks in their Gram matrix. */
  interface Weighing {
    Weighted of(MergeSite site, Operand<TFloat32> gram);
  }

  static Merged weighed(Objective objective, Weighing weighing) {
    return of(objective, (all, tf, rows) -> weighed(all, tf, rows, weighing));
  }

  static Merged of(Objective objective, Combination combination) {
    Ops tf = objective.tf().withSubScope("merge");
    List<Weight> shared = objective.weights().stream().filter(Weight::shared).toList();
    List<Weight> own = objective.weights().stream().filter(w -> !w.shared()).toList();
    TaskGradients tasks =
        TaskGradients.of(objective, shared.stream().map(Weight::leaf).toList(), own);
    List<TaskRows> rows = TaskRows.of(tf, shared, tasks.shared());
    Merged merged = combination.of(objective, tf, rows);
    List<Gradient> gradients = new ArrayList<>(merged.gradients());
    for (int i = 0; i < own.size(); i++) {
      Operand<TFloat32> value = tasks.own().get(i);
      if (value != null) {
        gradients.add(new Gradient(own.get(i), value, false));
      }
    }
    return merged.with(withPenalty(tf, objective, gradients), merged.checks());
  }

  private static Merged weighed(
      Objective objective, Ops tf, List<TaskRows> rows, Weighing weighing) {
    Operand<TFloat32> gram = TaskRows.gram(tf, rows);
    if (gram == null) {
      return new Merged(List.of(), List.of(), null);
    }
    int n = objective.losses().size();
    Weighted weighted = weighing.of(new MergeSite(tf, n, objective.seed(), objective.step()), gram);
    Operand<TFloat32> weights = tf.reshape(weighted.weights(), tf.constant(new int[] {1, n}));
    List<Gradient> gradients = new ArrayList<>();
    for (TaskRows each : rows) {
      gradients.add(new Gradient(each.weight(), each.combined(tf, weights), true));
    }
    // Not finite where a gradient of a task is not, or its weight.
    Operand<TFloat32> check =
        tf.sum(tf.linalg.matMul(weights, gram), tf.constant(new int[] {0, 1}));
    return new Merged(gradients, List.of(check), gram, weights, weighted.updates());
  }

  /** These gradients, with that of the penalty added to them. */
  static List<Gradient> withPenalty(Ops tf, Objective objective, List<Gradient> gradients) {
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
