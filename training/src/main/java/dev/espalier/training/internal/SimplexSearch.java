package dev.espalier.training.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Looks for the point of the simplex that minimises l · w + k √(wᵀ S w): pairwise Frank-Wolfe
 * (Lacoste-Julien and Jaggi, "On the Global Linear Convergence of Frank-Wolfe Optimization
 * Variants", NeurIPS 2015). Each step moves weight from the task of the steepest to that of the
 * least slope, as far as is best: along a line the minimum has a closed form. All vectors are rows,
 * shape [1, T].
 *
 * @param tf builds the ops
 * @param gram S, its norms scaled
 * @param linear l and k; null for l = 0
 */
record SimplexSearch(Ops tf, ScaledGram gram, @Nullable Linear linear) {

  /**
   * The part that a pure shortest combination does not have.
   *
   * @param slopes l, shape [1, T]
   * @param factor k, shape [1, 1], 0 or more
   */
  record Linear(Operand<TFloat64> slopes, Operand<TFloat64> factor) {}

  /** How many steps are written: one finds the best point between two tasks. */
  static int steps(int tasks) {
    return tasks <= 2 ? tasks - 1 : Math.min(64, 8 * tasks);
  }

  /** The best point found from the task of the smallest gradient, shape [1, T]. */
  Operand<TFloat64> best() {
    Operand<TFloat64> w = hot(tf.math.add(gram.squares(), gram.barred()), false);
    for (int i = 0; i < steps(gram.tasks()); i++) {
      w = moved(w);
    }
    return w;
  }

  private Operand<TFloat64> moved(Operand<TFloat64> w) {
    Operand<TFloat64> along = tf.linalg.matMul(w, gram.entries());
    Operand<TFloat64> square = tf.math.maximum(dot(w, along), tf.constant(0.0));
    Operand<TFloat64> slopes =
        linear == null
            ? along
            : tf.math.add(
                tf.math.mul(linear.slopes(), tf.math.sqrt(square)),
                tf.math.mul(linear.factor(), along));
    Operand<TFloat64> least = hot(tf.math.add(slopes, gram.barred()), false);
    Operand<TFloat64> most =
        hot(
            tf.select(
                tf.math.greater(w, tf.constant(0.0)),
                slopes,
                tf.constant(new double[][] {infinite(gram.tasks())})),
            true);
    Operand<TFloat64> direction = tf.math.sub(least, most);
    Operand<TFloat64> b = dot(along, direction);
    Operand<TFloat64> e = dot(direction, tf.linalg.matMul(direction, gram.entries()));
    Operand<TFloat64> far =
        tf.math.divNoNan(
            linear == null ? tf.math.neg(b) : tf.math.sub(bend(linear, square, b, e, direction), b),
            e);
    Operand<TFloat64> step = tf.math.minimum(tf.math.maximum(far, tf.constant(0.0)), dot(w, most));
    return tf.math.add(w, tf.math.mul(step, direction));
  }

  /**
   * How far e γ + b is from 0 at the best γ. With r = −l · d / k the slope along d is zero where e
   * γ + b = r √(a + 2 b γ + e γ²), so at r √((a e − b²) / (e − r²)); where r² ≥ e there is no such
   * place, the least numbers below make it far away, and the end of the line is best.
   */
  private Operand<TFloat64> bend(
      Linear linear,
      Operand<TFloat64> a,
      Operand<TFloat64> b,
      Operand<TFloat64> e,
      Operand<TFloat64> direction) {
    Operand<TFloat64> r =
        tf.math.neg(tf.math.divNoNan(dot(linear.slopes(), direction), linear.factor()));
    Operand<TFloat64> ae = tf.math.mul(a, e);
    Operand<TFloat64> across =
        tf.math.maximum(tf.math.sub(ae, tf.math.square(b)), tf.math.mul(ae, tf.constant(1e-16)));
    Operand<TFloat64> rest =
        tf.math.maximum(tf.math.sub(e, tf.math.square(r)), tf.constant(1e-200));
    return tf.math.mul(r, tf.math.sqrt(tf.math.div(across, rest)));
  }

  private Operand<TFloat64> dot(Operand<TFloat64> a, Operand<TFloat64> b) {
    return tf.reduceSum(tf.math.mul(a, b), tf.constant(new int[] {0, 1}), ReduceSum.keepDims(true));
  }

  private Operand<TFloat64> hot(Operand<TFloat64> row, boolean largest) {
    Operand<TInt32> at =
        largest
            ? tf.math.argMax(row, tf.constant(1), TInt32.class)
            : tf.math.argMin(row, tf.constant(1), TInt32.class);
    return tf.oneHot(
        at, tf.constant(gram.tasks()), tf.constant(1.0), tf.constant(0.0), new OneHot.Options[0]);
  }

  private static double[] infinite(int tasks) {
    double[] values = new double[tasks];
    Arrays.fill(values, Double.NEGATIVE_INFINITY);
    return values;
  }
}
