package dev.espalier.graph.internal;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Classes in order: P(label &gt; k) = sigmoid(f - c_k) with thresholds c_0 = 0 &lt; c_1 &lt; … for
 * each task. The probability of a class between two thresholds is the difference of two sigmoids,
 * sigmoid(a) sigmoid(-b) (1 - exp(b - a)), which is a product: its logarithm cancels nowhere.
 */
final class CumulativeLogits {
  /** Thresholds are at least this far apart, so that no class has a probability of 0. */
  private static final float SMALLEST_GAP = 1e-6f;

  private final Ops tf;
  private final int classes;
  private final Operand<TFloat32> cuts;
  private final Operand<TFloat32> between;

  /** From what the gaps between the thresholds are the softplus of, [tasks, 1, classes - 2]. */
  CumulativeLogits(Ops tf, Operand<TFloat32> gaps, int classes) {
    this.tf = tf;
    this.classes = classes;
    Operand<TFloat32> wide = tf.math.add(tf.math.softplus(gaps), tf.constant(SMALLEST_GAP));
    this.cuts = padded(tf.math.cumsum(wide, tf.constant(2)), 1, 0, 0f);
    this.between = tf.math.neg(tf.math.expm1(tf.math.neg(wide)));
  }

  /** Probabilities [tasks, batch, classes] for outputs [tasks, batch, 1]. */
  Operand<TFloat32> probabilities(Operand<TFloat32> f) {
    Operand<TFloat32> above = tf.math.sub(f, cuts);
    Operand<TFloat32> reaches = padded(tf.math.sigmoid(above), 1, 0, 1f);
    Operand<TFloat32> stays = padded(tf.math.sigmoid(tf.math.neg(above)), 0, 1, 1f);
    return tf.math.mul(tf.math.mul(reaches, stays), padded(between, 1, 1, 1f));
  }

  /** -ln p(label) [tasks, batch] for outputs [tasks, batch, 1] and labels [tasks, batch]. */
  Operand<TFloat32> loss(Operand<TFloat32> f, Operand<TFloat32> labels) {
    Operand<TFloat32> above = tf.math.sub(f, cuts);
    Operand<TInt32> label = tf.dtypes.cast(labels, TInt32.class);
    Operand<TInt32> below = tf.math.sub(label, tf.constant(1));
    Operand<TFloat32> reaches =
        tf.math.mul(hot(below, classes - 1), tf.math.softplus(tf.math.neg(above)));
    Operand<TFloat32> stays = tf.math.mul(hot(label, classes - 1), tf.math.softplus(above));
    Operand<TFloat32> inner = tf.math.mul(hot(below, classes - 2), tf.math.log(between));
    return tf.math.sub(
        tf.sum(tf.math.add(reaches, stays), tf.constant(2)), tf.sum(inner, tf.constant(2)));
  }

  /** 1 at the place of a number in 0 to depth - 1, and zeros for one that is outside. */
  private Operand<TFloat32> hot(Operand<TInt32> place, int depth) {
    return tf.oneHot(place, tf.constant(depth), tf.constant(1f), tf.constant(0f));
  }

  private Operand<TFloat32> padded(Operand<TFloat32> values, int before, int after, float value) {
    return tf.pad(
        values, tf.constant(new int[][] {{0, 0}, {0, 0}, {before, after}}), tf.constant(value));
  }
}
