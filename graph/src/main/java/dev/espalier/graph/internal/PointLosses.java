package dev.espalier.graph.internal;

import dev.espalier.dsl.Loss;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Losses of one output against one label: of z [rows, batch] and y [rows, batch]. Each row belongs
 * to a task; what tasks set differently is a constant column.
 */
final class PointLosses {
  private final Ops tf;
  private final List<Task> rows;
  private final Operand<TFloat32> z;
  private final Operand<TFloat32> y;

  private PointLosses(Ops tf, List<Task> rows, Operand<TFloat32> z, Operand<TFloat32> y) {
    this.tf = tf;
    this.rows = rows;
    this.z = z;
    this.y = y;
  }

  /** The loss of each example [rows, batch]. */
  static Operand<TFloat32> of(
      Ops tf, LossKind kind, List<Task> rows, Operand<TFloat32> z, Operand<TFloat32> y) {
    PointLosses losses = new PointLosses(tf, rows, z, y);
    return switch (kind) {
      case SIGMOID -> losses.sigmoid();
      case WEIGHTED_SIGMOID -> losses.weightedSigmoid();
      case FOCAL -> losses.focal();
      case SQUARED -> tf.math.squaredDifference(z, y);
      case HUBER -> losses.huber();
      case POISSON -> losses.poisson();
      case PINBALL -> losses.pinball();
      case PAIRWISE, SOFTMAX, CUMULATIVE, CUSTOM ->
          throw new IllegalArgumentException(
              kind + " is not a loss of one output with settings known here");
    };
  }

  /**
   * -ln p(label) for labels 0 and 1: softplus of the logit with the sign of the wrong side, which
   * neither overflows nor cancels.
   */
  private Operand<TFloat32> sigmoid() {
    return tf.math.softplus(tf.math.mul(z, wrongSide()));
  }

  /** 1 where the label is 0, -1 where it is 1. */
  private Operand<TFloat32> wrongSide() {
    return tf.math.sub(tf.constant(1f), tf.math.mul(y, tf.constant(2f)));
  }

  /** w y' softplus(-z) + (1 - y') softplus(z): a sum of what is not negative. */
  private Operand<TFloat32> weightedSigmoid() {
    Operand<TFloat32> yes =
        tf.math.add(
            tf.math.mul(y, column(task -> 1 - cross(task).labelSmoothing())),
            column(task -> cross(task).labelSmoothing() / 2));
    Operand<TFloat32> weight = column(task -> cross(task).positiveWeight());
    return tf.math.add(
        tf.math.mul(tf.math.mul(weight, yes), tf.math.softplus(tf.math.neg(z))),
        tf.math.mul(tf.math.sub(tf.constant(1f), yes), tf.math.softplus(z)));
  }

  private static Loss.CrossEntropy cross(Task task) {
    return (Loss.CrossEntropy) Objects.requireNonNull(task.loss());
  }

  /** With the logit u of the wrong side: alpha_t exp(-gamma softplus(-u)) softplus(u). */
  private Operand<TFloat32> focal() {
    Operand<TFloat32> u = tf.math.mul(z, wrongSide());
    Operand<TFloat32> hardness =
        tf.math.exp(
            tf.math.mul(column(task -> -focal(task).gamma()), tf.math.softplus(tf.math.neg(u))));
    Operand<TFloat32> alpha =
        tf.math.add(
            tf.math.mul(y, column(task -> 2 * focal(task).alpha() - 1)),
            column(task -> 1 - focal(task).alpha()));
    return tf.math.mul(tf.math.mul(alpha, hardness), tf.math.softplus(u));
  }

  private static Loss.Focal focal(Task task) {
    return (Loss.Focal) Objects.requireNonNull(task.loss());
  }

  /** a (|e| - a / 2) with a = min(|e|, delta). */
  private Operand<TFloat32> huber() {
    Operand<TFloat32> size = tf.math.abs(tf.math.sub(z, y));
    Operand<TFloat32> delta =
        column(task -> ((Loss.Huber) Objects.requireNonNull(task.loss())).delta());
    Operand<TFloat32> inner = tf.math.minimum(size, delta);
    return tf.math.mul(inner, tf.math.sub(size, tf.math.mul(inner, tf.constant(0.5f))));
  }

  /**
   * rate - y ln(rate) + y ln(y) - y with rate = exp(z), which goes on as a line where exp would
   * overflow: the slope stays, so that what is far too high still comes down.
   */
  private Operand<TFloat32> poisson() {
    Operand<TFloat32> beyond = tf.nn.relu(tf.math.sub(z, tf.constant(Links.MOST_LOG_RATE)));
    Operand<TFloat32> rate = tf.math.mul(Links.rate(tf, z), tf.math.add(beyond, tf.constant(1f)));
    Operand<TFloat32> best = tf.math.sub(tf.math.xlogy(y, y), y);
    return tf.math.add(tf.math.sub(rate, tf.math.mul(y, z)), best);
  }

  private Operand<TFloat32> pinball() {
    Operand<TFloat32> e = tf.math.sub(y, z);
    return tf.math.maximum(
        tf.math.mul(e, column(task -> ((Target.Quantile) task.target()).q())),
        tf.math.mul(e, column(task -> ((Target.Quantile) task.target()).q() - 1.0)));
  }

  /** A setting of each row, [rows, 1]. */
  private Operand<TFloat32> column(ToDoubleFunction<Task> setting) {
    float[][] values = new float[rows.size()][1];
    for (int i = 0; i < values.length; i++) {
      values[i][0] = (float) setting.applyAsDouble(rows.get(i));
    }
    return tf.constant(values);
  }
}
