package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.TransferStep;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes the transfer from one task's stream to another's: attention to two streams. */
final class TransferLowering {
  private final Ops tf;
  private final NetworksLowering networks;

  TransferLowering(Ops tf, NetworksLowering networks) {
    this.tf = tf;
    this.networks = networks;
  }

  Streams apply(TransferStep step, Streams in, Lowering lowering) {
    List<Operand<TFloat32>> out = new ArrayList<>();
    for (int i : step.passed()) {
      out.add(in.list().get(i));
    }
    Streams handed = Streams.list(tf, in.width(), List.of(in.list().get(step.from())));
    Operand<TFloat32> p = networks.apply(step.transfer(), handed, lowering).flat();
    out.set(step.to(), attend(step, p, out.get(step.to())));
    return Streams.list(tf, in.width(), out);
  }

  /** h1(q) + w (h1(p) - h1(q)): a softmax over two is a sigmoid of the difference. */
  private Operand<TFloat32> attend(TransferStep step, Operand<TFloat32> p, Operand<TFloat32> q) {
    int width = step.attention().inputWidth();
    // Both streams are rows of one product; values, keys and queries are its columns.
    Operand<TFloat32> both = tf.concat(List.of(p, q), tf.constant(0));
    List<Operand<TFloat32>> h =
        networks.apply(step.attention(), Streams.flat(tf, 1, width, both), Lowering.BATCHED).list();
    Operand<TFloat32> scores =
        tf.reshape(
            tf.sum(tf.math.mul(h.get(1), h.get(2)), tf.constant(1)),
            tf.constant(new int[] {2, -1, 1}));
    List<Operand<TFloat32>> score = List.copyOf(tf.unstack(scores, 2L).output());
    List<Operand<TFloat32>> value =
        List.copyOf(
            tf.unstack(tf.reshape(h.get(0), tf.constant(new int[] {2, -1, width})), 2L).output());
    Operand<TFloat32> w =
        tf.math.sigmoid(
            tf.math.mul(
                tf.math.sub(score.get(0), score.get(1)),
                tf.constant((float) (1 / Math.sqrt(width)))));
    return tf.math.add(value.get(1), tf.math.mul(w, tf.math.sub(value.get(0), value.get(1))));
  }
}
