package dev.espalier.graph.internal;

import dev.espalier.dsl.Gate;
import dev.espalier.dsl.plan.MixtureStep;
import dev.espalier.graph.Lowering;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes the softmax gates of omoe and mmoe, all together, and the averages they weigh. */
final class MixtureLowering {
  private final Ops tf;
  private final NetworksLowering networks;

  MixtureLowering(Ops tf, NetworksLowering networks) {
    this.tf = tf;
    this.networks = networks;
  }

  /** Logits [batch, gates, streams in] of the gates on the features [batch, input width]. */
  Operand<TFloat32> logits(MixtureStep step, Operand<TFloat32> features, Lowering lowering) {
    Streams in = Streams.flat(tf, 1, step.gates().inputWidth(), features);
    // Gates without hidden layers read the same numbers: one product, however many there are.
    boolean linear = step.gates().layers().size() == 1;
    return networks.apply(step.gates(), in, linear ? Lowering.BATCHED : lowering).byStream();
  }

  /** Gates [batch, gates, streams in] of these logits; rows sum to 1. */
  Operand<TFloat32> gates(Operand<TFloat32> logits) {
    return tf.nn.softmax(logits);
  }

  /** A stream per gate. */
  Streams mix(MixtureStep step, Streams in, Operand<TFloat32> gates, Operand<TFloat32> logits) {
    Operand<TFloat32> mixed = BatchedProduct.of(tf, gates, in.byStream());
    int count = step.out().size();
    if (step.offer() == Gate.Offer.NOTHING) {
      return Streams.byStream(tf, count, in.width(), mixed);
    }
    Operand<TFloat32> offered = tf.concat(List.of(mixed, logits), tf.constant(2));
    return Streams.byStream(tf, count, in.width() + in.count(), offered);
  }
}
