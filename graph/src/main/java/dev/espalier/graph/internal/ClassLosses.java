package dev.espalier.graph.internal;

import dev.espalier.dsl.Loss;
import dev.espalier.dsl.Task;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Softmax cross-entropies, whose labels may be softened. */
final class ClassLosses {

  private ClassLosses() {}

  /** The loss of each example [tasks, batch], for labels [tasks, batch]. */
  static Operand<TFloat32> of(Ops tf, List<Task> tasks, Streams logits, Operand<TFloat32> labels) {
    int classes = logits.width();
    Operand<TInt32> wanted =
        tf.reshape(tf.dtypes.cast(labels, TInt32.class), tf.constant(new int[] {-1}));
    Operand<TFloat32> hot =
        tf.oneHot(wanted, tf.constant(classes), tf.constant(1f), tf.constant(0f));
    if (tasks.stream().anyMatch(task -> smoothing(task) > 0)) {
      hot = smoothed(tf, tasks, hot, classes);
    }
    Operand<TFloat32> rows =
        tasks.size() == 1
            ? logits.flat()
            : tf.reshape(logits.stacked(), tf.constant(new int[] {-1, classes}));
    Operand<TFloat32> loss = tf.nn.softmaxCrossEntropyWithLogits(rows, hot).loss();
    return tf.reshape(loss, tf.constant(new int[] {tasks.size(), -1}));
  }

  private static float smoothing(Task task) {
    return task.loss() instanceof Loss.CrossEntropy cross ? cross.labelSmoothing() : 0f;
  }

  /** (1 - e) hot + e / classes with the share e of each task, [tasks * batch, classes]. */
  private static Operand<TFloat32> smoothed(
      Ops tf, List<Task> tasks, Operand<TFloat32> hot, int classes) {
    float[][][] kept = new float[tasks.size()][1][1];
    float[][][] spread = new float[tasks.size()][1][1];
    for (int i = 0; i < kept.length; i++) {
      kept[i][0][0] = 1 - smoothing(tasks.get(i));
      spread[i][0][0] = smoothing(tasks.get(i)) / classes;
    }
    Operand<TFloat32> byTask = tf.reshape(hot, tf.constant(new int[] {tasks.size(), -1, classes}));
    return tf.reshape(
        tf.math.add(tf.math.mul(byTask, tf.constant(kept)), tf.constant(spread)),
        tf.constant(new int[] {-1, classes}));
  }
}
