package dev.espalier.graph.internal;

import dev.espalier.dsl.HardConcrete;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes hard-concrete codes and what they cost, entry by entry of log alpha. */
final class HardConcreteLowering {
  private final Ops tf;
  private final Phase phase;

  HardConcreteLowering(Ops tf, Phase phase) {
    this.tf = tf;
    this.phase = phase;
  }

  /**
   * Codes of the shape of log alpha, drawn in training, deterministic otherwise.
   *
   * @param place what the draw is keyed by
   */
  Operand<TFloat32> codes(HardConcrete c, Operand<TFloat32> logAlpha, String place) {
    Operand<TFloat32> open;
    if (phase.isTraining()) {
      Operand<TFloat32> u = phase.uniform(tf, place, logAlpha.shape());
      Operand<TFloat32> noise = tf.math.sub(tf.math.log(u), tf.math.log1p(tf.math.neg(u)));
      open = tf.math.sigmoid(tf.math.mul(tf.math.add(noise, logAlpha), tf.constant(1 / c.beta())));
    } else {
      open = tf.math.sigmoid(logAlpha);
    }
    Operand<TFloat32> stretched =
        tf.math.add(tf.math.mul(open, tf.constant(c.zeta() - c.gamma())), tf.constant(c.gamma()));
    return tf.clipByValue(stretched, tf.constant(0f), tf.constant(1f));
  }

  /** lambda times the expected number of open codes of a matrix [a, b], a scalar. */
  Operand<TFloat32> penalty(HardConcrete c, Operand<TFloat32> logAlpha) {
    float shift = (float) (c.beta() * Math.log(-c.gamma() / (double) c.zeta()));
    Operand<TFloat32> open = tf.math.sigmoid(tf.math.sub(logAlpha, tf.constant(shift)));
    return tf.math.mul(tf.sum(open, tf.constant(new int[] {0, 1})), tf.constant(c.lambda()));
  }
}
