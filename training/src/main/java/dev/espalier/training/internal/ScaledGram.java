package dev.espalier.training.internal;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A Gram matrix in float64, divided by its largest squared norm: weights that do not depend on the
 * scale of all gradients are found without numbers that overflow.
 *
 * @param tasks the number T
 * @param entries shape [T, T]; zeros for what is not a number
 * @param squares the diagonal of the entries, shape [1, T]
 * @param active one for each task whose gradient is not zero, shape [1, T]
 * @param barred zero for the active tasks and out of reach for others, shape [1, T]
 * @param count number of active tasks, shape [1, 1], at least 1
 */
record ScaledGram(
    int tasks,
    Operand<TFloat64> entries,
    Operand<TFloat64> squares,
    Operand<TFloat64> active,
    Operand<TFloat64> barred,
    Operand<TFloat64> count) {

  static ScaledGram of(Ops tf, int tasks, Operand<TFloat32> gram) {
    Operand<TFloat64> wide = tf.dtypes.cast(gram, TFloat64.class);
    Operand<TFloat64> diagonal = tf.linalg.tensorDiagPart(wide);
    Operand<TFloat64> scaled = tf.math.divNoNan(wide, tf.max(diagonal, tf.constant(0)));
    Operand<TFloat64> entries = tf.select(tf.math.isFinite(scaled), scaled, tf.zerosLike(scaled));
    Operand<TFloat64> squares =
        tf.reshape(tf.linalg.tensorDiagPart(entries), tf.constant(new int[] {1, tasks}));
    Operand<TFloat64> active = tf.math.sign(squares);
    Operand<TFloat64> barred =
        tf.math.mul(tf.math.sub(tf.constant(1.0), active), tf.constant(1e300));
    Operand<TFloat64> count =
        tf.math.maximum(
            tf.reshape(
                tf.sum(active, tf.constant(new int[] {0, 1})), tf.constant(new int[] {1, 1})),
            tf.constant(1.0));
    return new ScaledGram(tasks, entries, squares, active, barred, count);
  }

  /** The same weight for each active task, their sum one, shape [1, T]. */
  Operand<TFloat64> equal(Ops tf) {
    return tf.math.div(active, count);
  }

  /** Weights that sum to one as weights that sum to the number of active tasks, shape [T]. */
  Operand<TFloat32> spread(Ops tf, Operand<TFloat64> weights) {
    Operand<TFloat64> row = tf.math.mul(weights, count);
    return tf.dtypes.cast(tf.reshape(row, tf.constant(new int[] {tasks})), TFloat32.class);
  }

  /** The product of two rows, shape [1, 1], where it cannot be negative but by rounding. */
  Operand<TFloat64> dot(Ops tf, Operand<TFloat64> a, Operand<TFloat64> b) {
    Operand<TFloat64> product = tf.linalg.matMul(a, b, MatMul.transposeB(true));
    return tf.math.maximum(product, tf.constant(0.0));
  }
}
