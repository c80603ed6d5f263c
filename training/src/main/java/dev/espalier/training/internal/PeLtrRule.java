package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * PE-LTR (Lin et al., RecSys 2019) on dot products alone: argmin ‖Σ w_i g_i‖² over Σ w_i = 1, w_i ≥
 * share / T. With w_i = share / T + (1 − share) z_i that is the shortest convex combination of h_i
 * = share g_0 + (1 − share) g_i, g_0 the mean.
 *
 * @param share part of an equal weight that each task has at least
 */
record PeLtrRule(double share) implements GramRule {
  /** The h_i have the ridge of the gradients; this one is for the rounding of float64. */
  private static final double RIDGE = 1e-10;

  @Override
  public Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    int n = site.tasks();
    RidgedGram unit = RidgedGram.of(tf, n, gram);
    Operand<TFloat64> equal =
        tf.math.divNoNan(unit.active(), tf.sum(unit.active(), tf.constant(0)));
    Operand<TFloat64> lengths = unit.lengths(tf);
    Operand<TFloat64> scaled =
        tf.math.mul(
            tf.math.mul(unit.cosines(), lengths),
            tf.reshape(lengths, tf.constant(new int[] {1, n})));
    Operand<TFloat64> rest = tf.constant(1 - share);
    double[][] eye = new double[n][n];
    for (int i = 0; i < n; i++) {
      eye[i][i] = 1;
    }
    // Row i says how much of each gradient is in h_i.
    Operand<TFloat64> parts =
        tf.math.add(
            tf.math.mul(
                tf.linalg.matMul(unit.active(), equal, MatMul.transposeB(true)),
                tf.constant(share)),
            tf.math.mul(tf.math.mul(tf.constant(eye), unit.active()), rest));
    Operand<TFloat64> shifted =
        tf.linalg.matMul(tf.linalg.matMul(parts, scaled), parts, MatMul.transposeB(true));
    Operand<TFloat64> convex = MgdaRule.convex(tf, RidgedGram.of(tf, n, shifted, RIDGE));
    return unit.spread(
        tf, tf.math.add(tf.math.mul(equal, tf.constant(share)), tf.math.mul(convex, rest)));
  }
}
