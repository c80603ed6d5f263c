package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * IMTL-G (Liu et al., ICLR 2021) on dot products alone.
 *
 * <p>With u_j = g_j / ‖g_j‖ and K the cosines, Σ_j b_j u_j has the same projection on every u_i
 * where K b is constant: b = (K + ridge)⁻¹ 1. The weight of g_j is b_j / ‖g_j‖, divided by their
 * sum.
 */
final class ImtlGRule implements GramRule {
  /** Above the rounding of cosines of float32 gradients, far below cosines that matter. */
  static final double RIDGE = 1e-6;

  /** The least that weights are divided by, as a part of the sum of their sizes. */
  static final double LEAST = 0.1;

  @Override
  public Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    int n = site.tasks();
    UnitGram unit = UnitGram.of(tf, n, gram);
    Operand<TFloat64> active = tf.math.sign(unit.norms());
    double[][] ridge = new double[n][n];
    for (int i = 0; i < n; i++) {
      ridge[i][i] = RIDGE * n;
    }
    Operand<TFloat64> system = tf.math.add(unit.finiteCosines(tf), tf.constant(ridge));
    Operand<TFloat64> equal =
        tf.linalg.solve(system, tf.reshape(active, tf.constant(new int[] {n, 1})));
    Operand<TFloat64> raw =
        tf.math.mul(tf.reshape(equal, tf.constant(new int[] {n})), unit.inverse());
    Operand<TFloat64> sizes = tf.sum(tf.math.abs(raw), tf.constant(0));
    Operand<TFloat64> divisor =
        tf.math.maximum(tf.sum(raw, tf.constant(0)), tf.math.mul(sizes, tf.constant(LEAST)));
    Operand<TFloat64> factor = tf.math.divNoNan(tf.sum(active, tf.constant(0)), divisor);
    return tf.dtypes.cast(tf.math.mul(raw, factor), TFloat32.class);
  }
}
