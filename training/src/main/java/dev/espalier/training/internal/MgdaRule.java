package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * The shortest convex combination (Désidéri 2012; Sener and Koltun, NeurIPS 2018) on dot products
 * alone. With u_j = g_j / ‖g_j‖ and K their cosines it is argmin √(yᵀ K y) over y ≥ 0 with Σ y_j /
 * ‖g_j‖ = 1, and the weight of g_j is y_j / ‖g_j‖.
 */
final class MgdaRule implements GramRule {

  @Override
  public Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    RidgedGram unit = RidgedGram.of(tf, site.tasks(), gram);
    return unit.spread(tf, convex(tf, unit));
  }

  /** The weights as they sum to one, shape [T, 1]. */
  static Operand<TFloat64> convex(Ops tf, RidgedGram unit) {
    return unit.tasks() == 2 ? pair(tf, unit) : shortest(tf, unit);
  }

  private static Operand<TFloat64> shortest(Ops tf, RidgedGram unit) {
    Operand<TFloat64> none = tf.math.sub(tf.constant(1.0), unit.active());
    Operand<TFloat64> y =
        MaxMinStep.of(tf, unit, none, unit.scales(tf), tf.constant(new double[][] {{1}}));
    return tf.math.mul(y, unit.fractions(tf));
  }

  /** The perpendicular from zero to the line through both, or the shorter one. */
  private static Operand<TFloat64> pair(Ops tf, RidgedGram unit) {
    Operand<TFloat64> lengths =
        tf.math.add(unit.lengths(tf), tf.math.sub(tf.constant(1.0), unit.active()));
    Operand<TFloat64> other = tf.reverse(lengths, tf.constant(new int[] {0}));
    Operand<TFloat64> swapped = tf.reverse(unit.cosines(), tf.constant(new int[] {1}));
    Operand<TFloat64> cosine =
        tf.reshape(tf.linalg.tensorDiagPart(swapped), tf.constant(new int[] {2, 1}));
    // ‖g_j‖² − g_i · g_j for the other j: in proportion to the weight of i.
    Operand<TFloat64> parts =
        tf.math.mul(
            other,
            tf.math.sub(
                tf.math.mul(other, tf.constant(1 + unit.ridge())), tf.math.mul(cosine, lengths)));
    Operand<TFloat64> kept = tf.math.mul(tf.math.maximum(parts, tf.constant(0.0)), unit.active());
    return tf.math.divNoNan(kept, tf.sum(kept, tf.constant(0)));
  }
}
