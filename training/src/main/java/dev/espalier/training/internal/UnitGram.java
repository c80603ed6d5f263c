package dev.espalier.training.internal;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A Gram matrix taken apart into norms and cosines, in float64: products of squared norms, which
 * float32 could not hold, never appear.
 *
 * @param norms shape [T]
 * @param inverse 1 / norms, and 0 for a norm of zero, shape [T]
 * @param cosines between tasks, shape [T, T]; the row and column of a task of norm zero are zero
 */
record UnitGram(Operand<TFloat64> norms, Operand<TFloat64> inverse, Operand<TFloat64> cosines) {

  static UnitGram of(Ops tf, int tasks, Operand<TFloat32> gram) {
    Operand<TFloat64> wide = tf.dtypes.cast(gram, TFloat64.class);
    Operand<TFloat64> norms = tf.math.sqrt(tf.linalg.tensorDiagPart(wide));
    Operand<TFloat64> inverse = tf.math.divNoNan(tf.constant(1.0), norms);
    Operand<TFloat64> column = tf.reshape(inverse, tf.constant(new int[] {tasks, 1}));
    return new UnitGram(norms, inverse, tf.math.mul(tf.math.mul(wide, column), inverse));
  }

  /**
   * The cosines with zeros for what is not a number: solvers stop a run at those, while the step is
   * to go on and skip its update.
   */
  Operand<TFloat64> finiteCosines(Ops tf) {
    return tf.select(tf.math.isFinite(cosines), cosines, tf.zerosLike(cosines));
  }
}
