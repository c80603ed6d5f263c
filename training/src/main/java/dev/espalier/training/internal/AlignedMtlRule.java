package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.SelfAdjointEig;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Aligned-MTL (Senushkin et al., CVPR 2023) on dot products alone: with G = V Λ Vᵀ the weights are
 * Σ_k √(λ / λ_k) (v_k · 1) v_k over the eigenvalues λ_k that are not zero, λ the smallest of them.
 */
final class AlignedMtlRule implements GramRule {
  /** The part of the largest eigenvalue, times T, that float32 gradients leave uncertain. */
  static final double ROUNDING = 1.2e-7;

  @Override
  public Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    int n = site.tasks();
    ScaledGram scaled = ScaledGram.of(tf, n, gram);
    SelfAdjointEig<TFloat64> eigen = tf.linalg.selfAdjointEig(scaled.entries());
    Operand<TFloat64> values = tf.reshape(eigen.e(), tf.constant(new int[] {1, n}));
    Operand<TFloat64> largest = tf.max(values, tf.constant(new int[] {0, 1}));
    Operand<TBool> kept = tf.math.greater(values, tf.math.mul(largest, tf.constant(ROUNDING * n)));
    Operand<TFloat64> smallest =
        tf.min(
            tf.select(kept, values, tf.math.add(tf.zerosLike(values), largest)),
            tf.constant(new int[] {0, 1}));
    Operand<TFloat64> zero = tf.zerosLike(values);
    Operand<TFloat64> factors =
        tf.math.sqrt(tf.select(kept, tf.math.divNoNan(smallest, values), zero));
    Operand<TFloat64> along = tf.linalg.matMul(scaled.active(), eigen.v());
    Operand<TFloat64> weights =
        tf.linalg.matMul(tf.math.mul(along, factors), eigen.v(), MatMul.transposeB(true));
    return tf.dtypes.cast(tf.reshape(weights, tf.constant(new int[] {n})), TFloat32.class);
  }
}
