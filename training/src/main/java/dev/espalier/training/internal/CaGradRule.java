package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * CAGrad (Liu et al., NeurIPS 2021) on dot products alone: equal weights plus c ‖g_0‖ / ‖g_w‖ times
 * the w that minimises g_w · g_0 + c ‖g_0‖ ‖g_w‖ over the simplex. With g_w = Σ y_j u_j, u_j = g_j
 * / ‖g_j‖, and all divided by ‖g_0‖ that is what {@link MaxMinStep} minimises.
 *
 * @param c the radius, as a part of ‖g_0‖
 */
record CaGradRule(double c) implements GramRule {
  /** The least that a squared length counts as, as a part of what the ridge gives it. */
  private static final double LEAST = RidgedGram.RIDGE;

  @Override
  public Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    RidgedGram unit = RidgedGram.of(tf, site.tasks(), gram);
    Operand<TFloat64> tasks = tf.sum(unit.active(), tf.constant(0));
    Operand<TFloat64> mean = tf.math.divNoNan(unit.lengths(tf), tasks);
    Operand<TFloat64> ridge = tf.constant(unit.ridge());
    Operand<TFloat64> slopes = tf.linalg.matMul(unit.cosines(), mean);
    Operand<TFloat64> ridged = dot(tf, mean, slopes);
    Operand<TFloat64> square =
        tf.math.maximum(
            tf.math.sub(ridged, tf.math.mul(ridge, dot(tf, mean, mean))), tf.constant(0.0));

    Operand<TFloat64> offsets =
        tf.math.add(
            tf.math.divNoNan(tf.math.sub(slopes, tf.math.mul(ridge, mean)), tf.math.sqrt(ridged)),
            tf.math.sub(tf.constant(1.0), unit.active()));
    Operand<TFloat64> radius =
        tf.math.mul(
            tf.math.maximum(tf.math.divNoNan(square, ridged), tf.constant(LEAST)),
            tf.constant(c * c));
    Operand<TFloat64> y = MaxMinStep.of(tf, unit, offsets, unit.scales(tf), radius);

    Operand<TFloat64> own = tf.math.mul(ridge, dot(tf, y, y));
    Operand<TFloat64> length =
        tf.math.maximum(tf.math.sub(dot(tf, y, tf.linalg.matMul(unit.cosines(), y)), own), own);
    Operand<TFloat64> factor =
        tf.math.mul(tf.math.sqrt(tf.math.divNoNan(square, length)), tf.constant(c));
    Operand<TFloat64> weights =
        tf.math.divNoNan(tf.math.add(mean, tf.math.mul(y, factor)), unit.lengths(tf));
    return unit.spread(tf, weights);
  }

  private static Operand<TFloat64> dot(Ops tf, Operand<TFloat64> a, Operand<TFloat64> b) {
    return tf.linalg.matMul(a, b, MatMul.transposeA(true));
  }
}
