package dev.espalier.training.internal;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A Gram matrix in float64, divided by its largest squared norm: weights that do not depend on the
 * scale of all gradients are found without numbers that overflow.
 *
 * @param entries shape [T, T]; zeros for what is not a number, at which a decomposition would stop
 *     the run, while the step is to go on and skip its update
 * @param active one for each task whose gradient is not zero, shape [1, T]
 */
record ScaledGram(Operand<TFloat64> entries, Operand<TFloat64> active) {

  static ScaledGram of(Ops tf, int tasks, Operand<TFloat32> gram) {
    Operand<TFloat64> wide = tf.dtypes.cast(gram, TFloat64.class);
    Operand<TFloat64> largest = tf.max(tf.linalg.tensorDiagPart(wide), tf.constant(0));
    Operand<TFloat64> scaled = tf.math.divNoNan(wide, largest);
    Operand<TFloat64> entries = tf.select(tf.math.isFinite(scaled), scaled, tf.zerosLike(scaled));
    Operand<TFloat64> squares = tf.linalg.tensorDiagPart(entries);
    return new ScaledGram(
        entries, tf.math.sign(tf.reshape(squares, tf.constant(new int[] {1, tasks}))));
  }
}
