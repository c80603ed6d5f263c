package dev.espalier.training.internal;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * CAGrad (Liu et al., NeurIPS 2021) on dot products alone: equal weights plus c ‖g_0‖ / ‖g_w‖ times
 * the w that minimises g_w · g_0 + c ‖g_0‖ ‖g_w‖ over the simplex.
 *
 * @param c the radius, as a part of ‖g_0‖
 */
record CaGradRule(double c) implements GramRule {
  /** The part of a squared length that float32 gradients leave uncertain when they cancel. */
  static final double ROUNDING = 1e-7;

  @Override
  public Operand<TFloat32> weights(Site site, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    ScaledGram scaled = ScaledGram.of(tf, site.tasks(), gram);
    Operand<TFloat64> mean = scaled.equal(tf);
    Operand<TFloat64> slopes = tf.linalg.matMul(mean, scaled.entries());
    Operand<TFloat64> radius =
        tf.math.mul(tf.math.sqrt(scaled.dot(tf, mean, slopes)), tf.constant(c));
    SimplexSearch.Linear linear = new SimplexSearch.Linear(slopes, radius);
    Operand<TFloat64> w = new SimplexSearch(tf, scaled, linear).best();
    Operand<TFloat64> square = scaled.dot(tf, w, tf.linalg.matMul(w, scaled.entries()));
    Operand<TFloat64> lengths = scaled.dot(tf, w, tf.math.sqrt(scaled.squares()));
    Operand<TFloat64> least = tf.math.mul(tf.math.square(lengths), tf.constant(ROUNDING));
    Operand<TFloat64> factor =
        tf.math.divNoNan(radius, tf.math.sqrt(tf.math.maximum(square, least)));
    return scaled.spread(tf, tf.math.add(mean, tf.math.mul(factor, w)));
  }
}
