package dev.espalier.graph.internal;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Writes losses between two examples of one group, for several tasks at once. */
final class PairLosses {
  private final Ops tf;
  private final Operand<TFloat32> together;

  /** For groups [batch]; a negative one is none. */
  PairLosses(Ops tf, Operand<TInt32> groups) {
    this.tf = tf;
    Operand<TFloat32> same =
        ones(
            tf.math.equal(
                tf.expandDims(groups, tf.constant(1)), tf.expandDims(groups, tf.constant(0))));
    Operand<TFloat32> grouped = ones(tf.math.greaterEqual(groups, tf.constant(0)));
    this.together = tf.math.mul(same, tf.expandDims(grouped, tf.constant(0)));
  }

  /**
   * The mean of ln(1 + exp(s_j - s_i)) over pairs with y_i above y_j, [tasks]; 0 where there is
   * none.
   *
   * @param s outputs [tasks, batch]
   * @param y labels [tasks, batch]
   * @param weights of the examples [tasks, batch], or null for ones
   */
  Operand<TFloat32> means(
      Operand<TFloat32> s, Operand<TFloat32> y, @Nullable Operand<TFloat32> weights) {
    Operand<TFloat32> pairs = tf.math.mul(ones(tf.math.greater(rows(y), columns(y))), together);
    if (weights != null) {
      pairs = tf.math.mul(pairs, tf.math.mul(rows(weights), columns(weights)));
    }
    Operand<TInt32> axes = tf.constant(new int[] {1, 2});
    Operand<TFloat32> count = tf.sum(pairs, axes, Sum.keepDims(true));
    // Weights are divided before losses are multiplied: no division is differentiated.
    Operand<TFloat32> shares = tf.math.divNoNan(pairs, count);
    Operand<TFloat32> losses = tf.math.softplus(tf.math.sub(columns(s), rows(s)));
    return tf.sum(tf.math.mul(losses, shares), axes);
  }

  /** Entry i of each task in row i, [tasks, batch, 1]. */
  private Operand<TFloat32> rows(Operand<TFloat32> values) {
    return tf.expandDims(values, tf.constant(2));
  }

  /** Entry j of each task in column j, [tasks, 1, batch]. */
  private Operand<TFloat32> columns(Operand<TFloat32> values) {
    return tf.expandDims(values, tf.constant(1));
  }

  private Operand<TFloat32> ones(Operand<TBool> where) {
    return tf.dtypes.cast(where, TFloat32.class);
  }
}
