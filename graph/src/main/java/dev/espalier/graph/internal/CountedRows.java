package dev.espalier.graph.internal;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Sums and means over rows and gates of numbers [rows, gates, n], of the rows that count.
 *
 * @param counting 1 for those and 0 for the others, [rows]; null where all count
 */
record CountedRows(Ops tf, @Nullable Operand<TFloat32> counting) {

  /** The same numbers, zeros where rows do not count. */
  Operand<TFloat32> only(Operand<TFloat32> each) {
    return counting == null
        ? each
        : tf.math.mul(each, tf.reshape(counting, tf.constant(new int[] {-1, 1, 1})));
  }

  /** The sum, [n]. */
  Operand<TFloat32> sum(Operand<TFloat32> each) {
    return tf.sum(only(each), tf.constant(new int[] {0, 1}));
  }

  /** The mean, [n]; zeros where no row counts. */
  Operand<TFloat32> mean(Operand<TFloat32> each) {
    if (counting == null) {
      return tf.math.mean(each, tf.constant(new int[] {0, 1}));
    }
    Operand<TFloat32> rows = tf.math.maximum(number(each), tf.constant(1f));
    Operand<TFloat32> gates = tf.constant((float) each.shape().get(1));
    return tf.math.div(sum(each), tf.math.mul(rows, gates));
  }

  /** How many rows of these count, a scalar. */
  Operand<TFloat32> number(Operand<TFloat32> each) {
    return counting == null
        ? tf.constant((float) each.shape().get(0))
        : tf.sum(counting, tf.constant(0));
  }
}
