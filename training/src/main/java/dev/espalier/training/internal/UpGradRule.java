package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * UPGrad (Quinton and Rey 2024) on dot products alone: with u_j = g_j / ‖g_j‖ and Σ_j V_ij u_j the
 * projection of u_i onto their dual cone, the weight of g_j is Σ_i ‖g_i‖ V_ij / ‖g_j‖.
 */
final class UpGradRule implements GramRule {

  @Override
  public Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram) {
    return site.tasks() == 2 ? PcGradRule.pair(site.tf(), gram) : projected(site, gram);
  }

  private static Operand<TFloat32> projected(MergeSite site, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    int n = site.tasks();
    RidgedGram unit = RidgedGram.of(tf, n, gram);
    Operand<TFloat64> rows = DualCone.projections(tf, unit);
    Operand<TFloat64> norms = tf.reshape(unit.norms(), tf.constant(new int[] {1, n}));
    Operand<TFloat64> inverse = tf.reshape(unit.inverse(), tf.constant(new int[] {1, n}));
    Operand<TFloat64> weights = tf.math.mul(tf.linalg.matMul(norms, rows), inverse);
    return tf.dtypes.cast(tf.reshape(weights, tf.constant(new int[] {n})), TFloat32.class);
  }
}
