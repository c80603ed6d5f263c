package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.MixtureStep;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes the softmax gates of omoe and mmoe, all in one product, and the averages they weigh. */
final class MixtureLowering {
  private final Ops tf;
  private final WeightSource weights;

  MixtureLowering(Ops tf, WeightSource weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /** Gates [batch, gates, streams in] on the features [batch, input width]; rows sum to 1. */
  Operand<TFloat32> gates(MixtureStep step, Operand<TFloat32> features) {
    int gates = step.out().size();
    int streams = step.in().size();
    Operand<TFloat32> logits = tf.linalg.matMul(features, weights.joined(step.kernel()));
    if (step.bias() != null) {
      logits = tf.nn.biasAdd(logits, weights.joined(step.bias()));
    }
    return tf.nn.softmax(tf.reshape(logits, tf.constant(new int[] {-1, gates, streams})));
  }

  /** A stream per gate. */
  Streams mix(MixtureStep step, Streams in, Operand<TFloat32> gates) {
    Operand<TFloat32> mixed = BatchedProduct.of(tf, gates, in.byStream());
    return Streams.byStream(tf, step.out().size(), in.width(), mixed);
  }
}
