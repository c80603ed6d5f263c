package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The gradients of all T tasks by one tensor, in groups of tasks; zero where a loss does not reach
 * it.
 *
 * @param groups [tasks of the group, ...] each, in the order of the tasks
 * @param sizes how many tasks each group has
 */
record TaskStack(List<Operand<TFloat32>> groups, List<Integer> sizes) {
  TaskStack {
    groups = List.copyOf(groups);
    sizes = List.copyOf(sizes);
  }

  /** Of gradients task by task, null where a loss does not reach; null where none does. */
  static @Nullable TaskStack of(
      Ops tf, Operand<TFloat32> tensor, List<@Nullable Operand<TFloat32>> each, int most) {
    if (each.stream().allMatch(Objects::isNull)) {
      return null;
    }
    Operand<TFloat32> zero = null;
    List<Operand<TFloat32>> rows = new ArrayList<>();
    for (Operand<TFloat32> row : each) {
      if (row == null && zero == null) {
        zero = tf.zerosLike(tensor);
      }
      rows.add(row == null ? Objects.requireNonNull(zero) : row);
    }
    List<Operand<TFloat32>> groups = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += most) {
      List<Operand<TFloat32>> group = rows.subList(from, Math.min(rows.size(), from + most));
      groups.add(tf.stack(group));
      sizes.add(group.size());
    }
    return new TaskStack(groups, sizes);
  }

  /** Of what passes for some tasks each have found; null where none has found anything. */
  static @Nullable TaskStack of(
      Ops tf,
      Operand<TFloat32> tensor,
      List<List<Integer>> tasks,
      List<@Nullable Cotangent> found) {
    if (found.stream().allMatch(Objects::isNull)) {
      return null;
    }
    List<Operand<TFloat32>> groups = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int g = 0; g < tasks.size(); g++) {
      Cotangent part = found.get(g);
      int size = tasks.get(g).size();
      groups.add(
          part == null
              ? tf.stack(Collections.nCopies(size, tf.zerosLike(tensor)))
              : part.over(tf, tasks.get(g)).value());
      sizes.add(size);
    }
    return new TaskStack(groups, sizes);
  }

  /** The same as rows of numbers, [tasks of the group, P] each. */
  TaskStack rows(Ops tf) {
    List<Operand<TFloat32>> rows = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Shape shape = groups.get(g).shape();
      rows.add(
          shape.numDimensions() == 2
              ? groups.get(g)
              : tf.reshape(groups.get(g), tf.constant(new int[] {sizes.get(g), -1})));
    }
    return new TaskStack(rows, sizes);
  }

  /** The same in one group. */
  Operand<TFloat32> whole(Ops tf) {
    return groups.size() == 1 ? groups.get(0) : tf.concat(groups, tf.constant(0));
  }

  /** Task by task. */
  List<Operand<TFloat32>> each(Ops tf) {
    List<Operand<TFloat32>> each = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      each.addAll(tf.unstack(groups.get(g), (long) sizes.get(g)).output());
    }
    return each;
  }

  /** The sum of these rows times weights, [1, T]; shape [1, P]. */
  Operand<TFloat32> weighed(Ops tf, Operand<TFloat32> weights) {
    if (groups.size() == 1) {
      return tf.linalg.matMul(weights, groups.get(0));
    }
    int[] counts = sizes.stream().mapToInt(size -> size).toArray();
    List<Output<TFloat32>> split =
        tf.splitV(weights, tf.constant(counts), tf.constant(1), (long) counts.length).output();
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (int g = 0; g < counts.length; g++) {
      sums.add(tf.linalg.matMul(split.get(g), groups.get(g)));
    }
    return tf.math.addN(sums);
  }
}
