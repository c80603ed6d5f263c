package dev.espalier.graph.internal;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Writes the loss of each task: the mean over its own labelled examples, weighted where examples
 * have weights, 0 where a batch has none (PLE, Tang et al. 2020, equation 9).
 */
final class LossLowering {
  private final Ops tf;
  private final List<Task> tasks;
  private final Operand<TFloat32> labels;
  private final @Nullable Operand<TFloat32> weights;

  /** Labels and weights are [tasks, batch]; null weights stand for ones. */
  LossLowering(
      Ops tf, List<Task> tasks, Operand<TFloat32> labels, @Nullable Operand<TFloat32> weights) {
    this.tf = tf;
    this.tasks = tasks;
    this.labels = labels;
    this.weights = weights;
  }

  /**
   * Losses of these tasks, each a scalar, in their order.
   *
   * @param factor what a task's loss is multiplied by
   */
  List<Operand<TFloat32>> losses(List<Task> group, Streams logits, ToDoubleFunction<Task> factor) {
    if (logits.width() > 1) {
      return means(classes(group, logits), group, factor);
    }
    int n = group.size();
    List<Task> binary = group.stream().filter(LossLowering::isBinary).toList();
    if (!binary.isEmpty() && binary.size() < n) {
      return ofTwoKinds(group, logits, factor);
    }
    Operand<TFloat32> all =
        tf.reshape(n == 1 ? logits.flat() : logits.stacked(), tf.constant(new int[] {n, -1}));
    return means(
        binary.isEmpty()
            ? tf.math.squaredDifference(all, labels(group))
            : crossEntropy(all, labels(group)),
        group,
        factor);
  }

  private static boolean isBinary(Task task) {
    return task.target() instanceof Target.Binary;
  }

  /** Tasks of one kind together; taken from the list, as the gradient of a gather is fifty ops. */
  private List<Operand<TFloat32>> ofTwoKinds(
      List<Task> group, Streams logits, ToDoubleFunction<Task> factor) {
    List<Operand<TFloat32>> losses = new ArrayList<>(logits.list());
    for (boolean binary : List.of(true, false)) {
      List<Integer> at =
          IntStream.range(0, group.size())
              .filter(i -> isBinary(group.get(i)) == binary)
              .boxed()
              .toList();
      List<Operand<TFloat32>> own =
          losses(
              at.stream().map(group::get).toList(),
              Streams.list(tf, 1, at.stream().map(logits.list()::get).toList()),
              factor);
      for (int i = 0; i < own.size(); i++) {
        losses.set(at.get(i), own.get(i));
      }
    }
    return losses;
  }

  /**
   * -ln p(label) for labels 0 and 1: softplus of the logit with the sign of the wrong side, which
   * neither overflows nor cancels.
   */
  private Operand<TFloat32> crossEntropy(Operand<TFloat32> logits, Operand<TFloat32> labels) {
    Operand<TFloat32> sign = tf.math.sub(tf.constant(1f), tf.math.mul(labels, tf.constant(2f)));
    return tf.math.softplus(tf.math.mul(logits, sign));
  }

  /** Softmax cross-entropy [tasks, batch]. */
  private Operand<TFloat32> classes(List<Task> group, Streams logits) {
    int classes = logits.width();
    Operand<TInt32> wanted =
        tf.reshape(tf.dtypes.cast(labels(group), TInt32.class), tf.constant(new int[] {-1}));
    Operand<TFloat32> hot =
        tf.oneHot(wanted, tf.constant(classes), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> rows =
        group.size() == 1
            ? logits.flat()
            : tf.reshape(logits.stacked(), tf.constant(new int[] {-1, classes}));
    Operand<TFloat32> loss = tf.nn.softmaxCrossEntropyWithLogits(rows, hot).loss();
    return tf.reshape(loss, tf.constant(new int[] {group.size(), -1}));
  }

  private List<Operand<TFloat32>> means(
      Operand<TFloat32> perExample, List<Task> group, ToDoubleFunction<Task> factor) {
    Operand<TFloat32> means;
    if (weights == null) {
      means = tf.math.mean(perExample, tf.constant(1));
    } else {
      // Weights are divided before losses are multiplied: no division is differentiated.
      Operand<TFloat32> own = rows(weights, group);
      Operand<TFloat32> shares =
          tf.math.divNoNan(own, tf.sum(own, tf.constant(1), Sum.keepDims(true)));
      means = tf.sum(tf.math.mul(perExample, shares), tf.constant(1));
    }
    float[] factors = new float[group.size()];
    boolean ones = true;
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) factor.applyAsDouble(group.get(i));
      ones &= factors[i] == 1f;
    }
    if (!ones) {
      means = tf.math.mul(means, tf.constant(factors));
    }
    return group.size() == 1
        ? List.of(tf.reshape(means, tf.constant(new int[0])))
        : List.copyOf(tf.unstack(means, (long) group.size()).output());
  }

  private Operand<TFloat32> labels(List<Task> group) {
    return rows(labels, group);
  }

  /** The rows of these tasks. */
  private Operand<TFloat32> rows(Operand<TFloat32> ofAll, List<Task> group) {
    return group.equals(tasks)
        ? ofAll
        : tf.gather(
            ofAll, tf.constant(group.stream().mapToInt(tasks::indexOf).toArray()), tf.constant(0));
  }
}
