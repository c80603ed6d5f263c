package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
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
    List<Operand<TFloat32>> parts = new ArrayList<>();
    for (Rows each : rows) {
      parts.add(tf.linalg.matMul(each.values, each.values, MatMul.transposeB(true)));
    }
    Operand<TFloat32> gram = parts.size() == 1 ? parts.get(0) : tf.math.addN(parts);
    ExactSum sum = new ExactSum(objective, tf, tasks, own);
    return representation.whole()
        ? sum.of(gram, weighing, (row, leaves) -> through(objective, tf, rows, row, leaves))
        : sum.of(gram, weighing);
  }

  /**
   * Gradients of T tasks by one tensor.
   *
   * @param of the tensor, with P entries
   * @param values shape [T, P]
   */
  private record Rows(Operand<TFloat32> of, Operand<TFloat32> values) {}

  private static List<Rows> rows(Ops tf, List<Operand<TFloat32>> tensors, TaskGradients tasks) {
    List<Rows> all = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      int at = i;
      List<@Nullable Operand<TFloat32>> found = new ArrayList<>();
      tasks.shared().forEach(task -> found.add(task.get(at)));
      if (found.stream().allMatch(Objects::isNull)) {
        continue;
      }
      Operand<TFloat32> absent = null;
      List<Operand<TFloat32>> each = new ArrayList<>();
      for (Operand<TFloat32> gradient : found) {
        if (gradient == null && absent == null) {
          absent = tf.zerosLike(tensors.get(i));
        }
        each.add(gradient == null ? Objects.requireNonNull(absent) : gradient);
      }
      all.add(
          new Rows(
              tensors.get(i),
              tf.reshape(tf.stack(each), tf.constant(new int[] {each.size(), -1}))));
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
      seeds.add(tf.reshape(tf.linalg.matMul(weights, each.values), tf.shape(each.of)));
    }
    return Backward.seeded(objective.graph(), ends, seeds, leaves);
  }
}
