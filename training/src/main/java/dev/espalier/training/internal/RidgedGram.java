package dev.espalier.training.internal;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A Gram matrix taken apart into norms and cosines, in float64, such that no solver stops at it:
 * finite, symmetric, and positive definite by 1e-6 T on the diagonal of the cosines, which is above
 * the rounding of dot products of float32 gradients.
 *
 * @param norms shape [T, 1]
 * @param inverse 1 / norms, and 0 for a norm of zero, shape [T, 1]
 * @param active one for each task whose gradient is not zero, else zero, shape [T, 1]
 * @param cosines shape [T, T], 1 + ridge on the diagonal; the other entries of a task of norm zero
 *     are zero
 * @param ridge what is added to the diagonal
 */
record RidgedGram(
    Operand<TFloat64> norms,
    Operand<TFloat64> inverse,
    Operand<TFloat64> active,
    Operand<TFloat64> cosines,
    double ridge) {
  /** The ridge of each task. */
  static final double RIDGE = 1e-6;

  /** The smallest squared norm that float32 holds with all of its digits. */
  private static final double LEAST = Float.MIN_NORMAL;

  /** Longer gradients, in terms of the shortest, count as 1 / this of it. */
  private static final double LEAST_SCALE = 1e-8;

  static RidgedGram of(Ops tf, int tasks, Operand<TFloat32> gram) {
    return of(tf, tasks, tf.dtypes.cast(gram, TFloat64.class), RIDGE);
  }

  /** The same of a matrix in float64, and with another ridge for each task. */
  static RidgedGram of(Ops tf, int tasks, Operand<TFloat64> wide, double each) {
    // Where a gradient is not finite the step is skipped, whatever the weights are.
    Operand<TBool> finite = tf.math.isFinite(tf.sum(wide, tf.constant(new int[] {0, 1})));
    Operand<TFloat64> safe = tf.select(finite, wide, tf.zerosLike(wide));
    Operand<TFloat64> squares =
        tf.reshape(tf.linalg.tensorDiagPart(safe), tf.constant(new int[] {tasks, 1}));
    Operand<TFloat64> active =
        tf.dtypes.cast(tf.math.greaterEqual(squares, tf.constant(LEAST)), TFloat64.class);
    Operand<TFloat64> norms = tf.math.sqrt(tf.math.mul(squares, active));
    Operand<TFloat64> inverse = tf.math.divNoNan(tf.constant(1.0), norms);
    Operand<TFloat64> row = tf.reshape(inverse, tf.constant(new int[] {1, tasks}));
    Operand<TFloat64> both =
        tf.math.add(safe, tf.linalg.transpose(safe, tf.constant(new int[] {1, 0})));
    Operand<TFloat64> cosines =
        tf.math.mul(tf.math.mul(tf.math.mul(both, tf.constant(0.5)), inverse), row);
    double ridge = each * tasks;
    double[] diagonal = new double[tasks];
    Arrays.fill(diagonal, 1 + ridge);
    return new RidgedGram(
        norms,
        inverse,
        active,
        tf.linalg.matrixSetDiag(cosines, tf.constant(diagonal), tf.constant(0)),
        ridge);
  }

  int tasks() {
    return (int) cosines.shape().get(0);
  }

  /** Each norm as a part of the largest, shape [T, 1]. */
  Operand<TFloat64> lengths(Ops tf) {
    return tf.math.divNoNan(norms, tf.max(norms, tf.constant(0)));
  }

  /** The smallest norm that is not zero as a part of each, and 0 where that is, shape [T, 1]. */
  Operand<TFloat64> fractions(Ops tf) {
    return tf.math.divNoNan(inverse, tf.max(inverse, tf.constant(0)));
  }

  /** The same, but never below 1e-8, shape [T, 1]. */
  Operand<TFloat64> scales(Ops tf) {
    return tf.math.maximum(fractions(tf), tf.constant(LEAST_SCALE));
  }

  /** Weights times the number of tasks with a gradient, zero for the others, shape [T]. */
  Operand<TFloat32> spread(Ops tf, Operand<TFloat64> weights) {
    Operand<TFloat64> spread =
        tf.math.mul(tf.math.mul(weights, active), tf.sum(active, tf.constant(0)));
    return tf.dtypes.cast(tf.reshape(spread, tf.constant(new int[] {tasks()})), TFloat32.class);
  }
}
