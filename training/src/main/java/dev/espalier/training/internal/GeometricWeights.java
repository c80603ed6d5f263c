package dev.espalier.training.internal;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The geometric mean M of n losses, by its slopes M / (n L), see {@link
 * dev.espalier.training.Geometric}.
 */
final class GeometricWeights implements LossWeighting {

  @Override
  public Weighed weigh(LossSite site) {
    Ops tf = site.tf();
    Operand<TFloat32> losses = site.losses();
    Operand<TFloat32> present = site.present(losses);
    Operand<TFloat32> logarithms =
        tf.math.mul(tf.math.log(tf.math.maximum(losses, tf.constant(LossSite.LEAST))), present);
    Operand<TFloat32> count = tf.sum(present, tf.constant(new int[] {0}));
    Operand<TFloat32> mean =
        tf.math.divNoNan(tf.sum(logarithms, tf.constant(new int[] {0})), count);
    Operand<TFloat32> slopes = tf.math.mul(tf.math.exp(tf.math.sub(mean, logarithms)), present);
    return Weighed.of(site.times(tf.math.divNoNan(slopes, count)));
  }
}
