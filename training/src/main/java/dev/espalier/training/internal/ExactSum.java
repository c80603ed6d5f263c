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
 * The exact sum of the task gradients with weights that an approximate Gram matrix gave, in one
 * backward pass through what is shared.
 *
 * @param objective what is differentiated
 * @param tf builds the merge
 * @param tasks the gradients of the tasks by their own weights, and where they go on from
 * @param own the weights of one task
 */
record ExactSum(Objective objective, Ops tf, TaskGradients tasks, List<Weight> own) {

  /** Differentiates a sum of losses whose weights have the shape [1, T] by each leaf. */
  interface Pass {
    List<@Nullable Operand<TFloat32>> by(Operand<TFloat32> weights, List<Operand<TFloat32>> leaves);
  }

  /** From where the tasks part. */
  Merged of(@Nullable Operand<TFloat32> gram, Surgery.Weighing weighing) {
    int n = objective.losses().size();
    return of(
        gram,
        weighing,
        (weights, leaves) -> {
          Operand<TFloat32> flat = tf.reshape(weights, tf.constant(new int[] {n}));
          List<Operand<TFloat32>> factors = new ArrayList<>(tf.unstack(flat, (long) n).output());
          return tasks.sum(objective, tf, factors, leaves);
        });
  }

  /** By this pass; own gradients alone where there is no Gram matrix. */
  Merged of(@Nullable Operand<TFloat32> gram, Surgery.Weighing weighing, Pass pass) {
    int n = objective.losses().size();
    if (gram == null) {
      List<Gradient> gradients = gradients(own, tasks.own());
      return new Merged(Surgery.withPenalty(tf, objective, gradients), List.of(), null);
    }
    MergeSite site = new MergeSite(tf, n, objective.seed(), objective.step());
    Weighted weighted = weighing.of(site, gram);
    Operand<TFloat32> row = tf.reshape(weighted.weights(), tf.constant(new int[] {1, n}));
    List<Weight> shared = objective.weights().stream().filter(Weight::shared).toList();
    List<Gradient> all =
        gradients(shared, pass.by(row, shared.stream().map(Weight::leaf).toList()));
    all.addAll(gradients(own, tasks.own()));
    return new Merged(
        Surgery.withPenalty(tf, objective, all), List.of(), gram, row, weighted.updates());
  }

  private static List<Gradient> gradients(
      List<Weight> weights, List<@Nullable Operand<TFloat32>> values) {
    List<Gradient> gradients = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      Operand<TFloat32> value = values.get(i);
      if (value != null) {
        gradients.add(new Gradient(weights.get(i), value, false));
      }
    }
    return gradients;
  }
}
