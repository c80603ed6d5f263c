package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * Gradients of several tasks by one tensor, one behind the other; those of all other tasks are
 * zero.
 *
 * @param value [tasks, ...]
 * @param tasks numbers of the tasks, ascending
 */
record Cotangent(Operand<TFloat32> value, List<Integer> tasks) {
  Cotangent {
    tasks = List.copyOf(tasks);
  }

  /** The gradients of these tasks by another tensor. */
  Cotangent with(Operand<TFloat32> other) {
    return new Cotangent(other, tasks);
  }

  /** How many tasks. */
  int count() {
    return tasks.size();
  }

  /** One gradient per task. */
  List<Operand<TFloat32>> each(Ops tf) {
    return tasks.size() == 1
        ? List.of(tf.squeeze(value, Squeeze.axis(List.of(0L))))
        : List.copyOf(tf.unstack(value, (long) tasks.size()).output());
  }

  /** The same for more tasks, the others' gradients zero. */
  Cotangent over(Ops tf, List<Integer> all) {
    if (tasks.equals(all)) {
      return this;
    }
    List<Operand<TFloat32>> each = each(tf);
    Operand<TFloat32> zero = tf.zerosLike(each.get(0));
    List<Operand<TFloat32>> rows = new ArrayList<>();
    for (int task : all) {
      int at = tasks.indexOf(task);
      rows.add(at < 0 ? zero : each.get(at));
    }
    return new Cotangent(tf.stack(rows), all);
  }

  /** The tasks of any of these, ascending. */
  static List<Integer> union(List<Cotangent> parts) {
    TreeSet<Integer> all = new TreeSet<>();
    parts.forEach(part -> all.addAll(part.tasks));
    return List.copyOf(all);
  }

  /** The sum of these. */
  static Cotangent sum(Ops tf, List<Cotangent> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<Integer> all = union(parts);
    List<Operand<TFloat32>> values = new ArrayList<>();
    parts.forEach(part -> values.add(part.over(tf, all).value));
    return new Cotangent(tf.math.addN(values), all);
  }
}
