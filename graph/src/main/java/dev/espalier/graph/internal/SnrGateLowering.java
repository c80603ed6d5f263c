package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.SnrGateStep;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes codes of the example, and the connections they open. */
final class SnrGateLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final HardConcreteLowering codes;

  SnrGateLowering(Ops tf, WeightSource weights, Phase phase) {
    this.tf = tf;
    this.weights = weights;
    this.codes = new HardConcreteLowering(tf, phase);
  }

  /** Log alpha [batch, streams out * streams in] of the features [batch, width]. */
  Operand<TFloat32> logAlpha(SnrGateStep step, Operand<TFloat32> features) {
    Operand<TFloat32> linear = tf.linalg.matMul(features, weights.joined(step.kernel()));
    return tf.nn.biasAdd(linear, weights.joined(step.bias()));
  }

  /** Codes [batch, streams out, streams in], drawn in training for each example. */
  Operand<TFloat32> codes(SnrGateStep step, Operand<TFloat32> logAlpha) {
    String place = step.bias().members().get(0).name() + "/u";
    return tf.reshape(
        codes.codes(step.settings(), logAlpha, place),
        tf.constant(new int[] {-1, step.out().size(), step.in().size()}));
  }

  /** lambda times the expected number of open codes, a mean over the batch. */
  Operand<TFloat32> penalty(SnrGateStep step, Operand<TFloat32> logAlpha) {
    Operand<TFloat32> sum = codes.penalty(step.settings(), logAlpha);
    return tf.math.mul(sum, tf.constant(1f / logAlpha.shape().get(0)));
  }

  /** What the sub-networks read: one stream each, the width of the streams in. */
  Streams connect(SnrGateStep step, Streams in, Operand<TFloat32> open) {
    int k = in.count();
    int m = step.out().size();
    int width = in.width();
    Bank trans = step.trans();
    if (trans == null) {
      return Streams.byStream(tf, m, width, BatchedProduct.of(tf, open, in.byStream()));
    }
    // The streams side by side, coded for each sub-network: a product per sub-network.
    Operand<TFloat32> byOutput =
        tf.expandDims(tf.linalg.transpose(open, tf.constant(new int[] {1, 0, 2})), tf.constant(-1));
    Operand<TFloat32> coded = tf.math.mul(byOutput, in.byStream());
    Operand<TFloat32> rows = tf.reshape(coded, tf.constant(new int[] {m, -1, k * width}));
    Operand<TFloat32> matrices =
        tf.reshape(weights.stacked(trans), tf.constant(new int[] {m, k * width, width}));
    return Streams.stacked(tf, m, width, BatchedProduct.of(tf, rows, matrices));
  }
}
