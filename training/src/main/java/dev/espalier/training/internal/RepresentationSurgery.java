package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Merges task gradients by weights found in the Gram matrix of their gradients by the shared
 * representation: the tasks go back as far as that, and their weighted sum through the shared part
 * once.
 */
final class RepresentationSurgery {

  private RepresentationSurgery() {}

  static Merged of(Objective objective, Surgery.Weighing weighing) {
    SharedRepresentation representation = SharedRepresentation.of(objective);
    if (representation.tensors().isEmpty()) {
      return Surgery.weighed(objective, weighing);
    }
    Ops tf = objective.tf().withSubScope("merge");
    List<Weight> own = objective.weights().stream().filter(w -> !w.shared()).toList();
    TaskGradients tasks = TaskGradients.of(objective, representation.tensors(), own);
    List<Rows> rows = rows(tf, representation.tensors(), tasks);
    if (rows.isEmpty()) {
      return Surgery.weighed(objective, weighing);
    }
    Operand<TFloat32> gram = GramProducts.of(tf, rows.stream().map(Rows::values).toList());
    ExactSum sum = new ExactSum(objective, tf, tasks, own);
    return representation.whole()
        ? sum.of(gram, weighing, (row, leaves) -> through(objective, tf, rows, row, leaves))
        : sum.of(gram, weighing);
  }

  /**
   * Gradients of T tasks by one tensor.
   *
   * @param of the tensor, with P entries
   * @param values rows [tasks, P] of groups of tasks
   */
  private record Rows(Operand<TFloat32> of, TaskStack values) {}

  private static List<Rows> rows(Ops tf, List<Operand<TFloat32>> tensors, TaskGradients tasks) {
    List<Rows> all = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      TaskStack found = tasks.shared().get(i);
      if (found != null) {
        all.add(new Rows(tensors.get(i), found.rows(tf)));
      }
    }
    return all;
  }

  /** The weighted sum of the tasks from the representation on. */
  private static List<@Nullable Operand<TFloat32>> through(
      Objective objective,
      Ops tf,
      List<Rows> rows,
      Operand<TFloat32> weights,
      List<Operand<TFloat32>> leaves) {
    List<Operand<TFloat32>> ends = new ArrayList<>();
    List<Operand<TFloat32>> seeds = new ArrayList<>();
    for (Rows each : rows) {
      ends.add(each.of);
      seeds.add(tf.reshape(each.values.weighed(tf, weights), tf.shape(each.of)));
    }
    return Backward.seeded(objective.graph(), ends, seeds, leaves);
  }
}
