package dev.espalier.graph.internal;

import dev.espalier.dsl.Confidence;
import dev.espalier.dsl.Exit;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Writes who may leave at an exit: those of whom every task is sure enough. */
final class ConfidenceLowering {
  private final Ops tf;
  private final List<Task> tasks;

  /** For the tasks of a topology, some of which have a confidence. */
  ConfidenceLowering(Ops tf, List<Task> tasks) {
    this.tf = tf;
    this.tasks = tasks.stream().filter(task -> Confidence.isDefined(task.target())).toList();
  }

  /**
   * Whether each example leaves, [batch].
   *
   * @param answers of all tasks, as {@link Links} gives them, also of products: [batch], [batch,
   *     1], or [batch, classes or labels]
   */
  Operand<TBool> leaves(Exit exit, Map<Task, Operand<TFloat32>> answers) {
    List<Operand<TFloat32>> likeliest = new ArrayList<>();
    List<Float> thresholds = new ArrayList<>();
    List<Operand<TFloat32>> single = new ArrayList<>();
    for (Task task : tasks) {
      if (task.target().width() == 1) {
        Operand<TFloat32> answer = Objects.requireNonNull(answers.get(task));
        single.add(
            answer.shape().numDimensions() == 1
                ? answer
                : tf.reshape(answer, tf.constant(new int[] {-1})));
        thresholds.add(exit.thresholdOf(task.name()));
      }
    }
    if (!single.isEmpty()) {
      likeliest.add(either(tf.stack(single, Stack.axis(0L))));
    }
    for (Task task : tasks) {
      if (task.target().width() > 1) {
        Operand<TFloat32> own = ofSeveral(task.target(), Objects.requireNonNull(answers.get(task)));
        likeliest.add(tf.expandDims(own, tf.constant(0)));
        thresholds.add(exit.thresholdOf(task.name()));
      }
    }
    Operand<TFloat32> all =
        likeliest.size() == 1 ? likeliest.get(0) : tf.concat(likeliest, tf.constant(0));
    return tf.all(tf.math.greater(all, column(thresholds)), tf.constant(0));
  }

  private Operand<TFloat32> ofSeveral(Target target, Operand<TFloat32> answer) {
    return Confidence.isOfClasses(target)
        ? tf.max(answer, tf.constant(1))
        : tf.min(either(answer), tf.constant(1));
  }

  /** The probability of the likelier of yes and no. */
  private Operand<TFloat32> either(Operand<TFloat32> yes) {
    return tf.math.maximum(yes, tf.math.sub(tf.constant(1f), yes));
  }

  private Operand<TFloat32> column(List<Float> thresholds) {
    float[][] column = new float[thresholds.size()][1];
    for (int i = 0; i < column.length; i++) {
      column[i][0] = thresholds.get(i);
    }
    return tf.constant(column);
  }
}
