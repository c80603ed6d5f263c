package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The gradients of T tasks by one shared weight as the rows of a matrix. Weights are never joined
 * into one long vector.
 *
 * @param weight the weight, with P entries (of a table: those of the gathered rows)
 * @param parts rows [tasks, P] of groups of tasks
 */
record TaskRows(Weight weight, TaskStack parts) {
  /** Numbers in a row up to which groups cost more than they save. */
  private static final long SHORT = 8192;

  /** The rows of each weight; one that no task reaches has none. */
  static List<TaskRows> of(Ops tf, List<Weight> weights, List<@Nullable TaskStack> gradients) {
    List<TaskRows> all = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      TaskStack each = gradients.get(i);
      if (each != null) {
        all.add(of(tf, weights.get(i), each));
      }
    }
    return all;
  }

  /** The rows of one weight, or what stands for them. */
  static TaskRows of(Ops tf, Weight weight, TaskStack gradients) {
    TaskStack rows = gradients.rows(tf);
    long length = rows.groups().get(0).shape().get(1);
    boolean joined = length != Shape.UNKNOWN_SIZE && length <= SHORT && rows.groups().size() > 1;
    int tasks = rows.sizes().stream().mapToInt(size -> size).sum();
    return new TaskRows(
        weight, joined ? new TaskStack(List.of(rows.whole(tf)), List.of(tasks)) : rows);
  }

  /** All rows, [T, P]. */
  Operand<TFloat32> rows(Ops tf) {
    return parts.whole(tf);
  }

  /** Dot products of the tasks over all weights, shape [T, T]; null if no weight is reached. */
  static @Nullable Operand<TFloat32> gram(Ops tf, List<TaskRows> all) {
    return GramProducts.of(tf, all.stream().map(TaskRows::parts).toList());
  }

  /** The sum of the rows times these weights, shape [1, T], in the shape of the leaf. */
  Operand<TFloat32> combined(Ops tf, Operand<TFloat32> weights) {
    return shaped(tf, parts.weighed(tf, weights));
  }

  /** P numbers in the shape of the leaf. */
  Operand<TFloat32> shaped(Ops tf, Operand<TFloat32> numbers) {
    Shape shape = weight.shape();
    long[] sizes = shape.asArray();
    if (weight.isTable()) {
      sizes[0] = -1;
    }
    return tf.reshape(numbers, tf.constant(sizes));
  }
}
