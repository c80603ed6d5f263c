package dev.espalier.graph.internal;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What stands at the positions of a feature.
 *
 * @param values [batch, positions, depth]
 * @param weights [batch, positions], not negative, 0 where a position does not count; null where
 *     all count once
 * @param marks whether the weights are 0 or 1 only
 */
record Positions(Operand<TFloat32> values, @Nullable Operand<TFloat32> weights, boolean marks) {

  /** Those of these examples. */
  Positions rows(Ops tf, Operand<TInt64> rows) {
    Operand<TFloat32> own = weights == null ? null : tf.gather(weights, rows, tf.constant(0));
    return new Positions(tf.gather(values, rows, tf.constant(0)), own, marks);
  }

  /** 1 where a position counts, 0 where it does not, [batch, positions]; null where all count. */
  @Nullable Operand<TFloat32> mask(Ops tf) {
    return weights == null || marks
        ? weights
        : tf.dtypes.cast(tf.math.greater(weights, tf.constant(0f)), TFloat32.class);
  }
}
