package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.CgcStep;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Writes a level of customized gate control. The gates of all tasks are one product, and so are the
 * averages over own experts and those over shared ones, whatever the number of tasks.
 */
final class CgcLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final NetworksLowering networks;
  private final Lowering lowering;

  CgcLowering(Ops tf, WeightSource weights, NetworksLowering networks, Lowering lowering) {
    this.tf = tf;
    this.weights = weights;
    this.networks = networks;
    this.lowering = lowering;
  }

  /**
   * Gates [batch, gates, own experts of a task + shared experts]; rows sum to 1.
   *
   * @param features what the gates of the first level read
   */
  Operand<TFloat32> gates(CgcStep step, Streams in, Operand<TFloat32> features) {
    int gates = step.gated().size();
    int experts = step.gates().shape().get(1);
    Operand<TFloat32> logits;
    if (step.isFirst()) {
      Operand<TFloat32> joined = tf.linalg.matMul(features, weights.joined(step.gates()));
      logits = tf.reshape(joined, tf.constant(new int[] {-1, gates, experts}));
    } else {
      Operand<TFloat32> read = pick(in, step.gated()).stacked();
      Operand<TFloat32> each = BatchedProduct.of(tf, read, weights.stacked(step.gates()));
      logits = Streams.stacked(tf, gates, experts, each).byStream();
    }
    return tf.nn.softmax(logits);
  }

  /** A stream per gate, then the shared one where there is a shared gate. */
  Streams apply(CgcStep step, Streams in, Operand<TFloat32> features, Operand<TFloat32> gates) {
    int perTask = step.level().perTask();
    Streams own = own(step, in);
    Streams shared = networks.apply(step.shared(), last(in), lowering);
    int width = shared.width();
    Operand<TFloat32> mixed;
    if (own == null) {
      mixed = BatchedProduct.of(tf, gates, shared.byStream());
    } else {
      mixed =
          tf.math.add(
              ofOwn(step, own, columns(gates, 0, perTask)),
              BatchedProduct.of(
                  tf, columns(gates, perTask, step.level().shared()), shared.byStream()));
    }
    Bank above = step.sharedGate();
    if (above != null) {
      Operand<TFloat32> all =
          own == null
              ? shared.byStream()
              : tf.concat(List.of(own.byStream(), shared.byStream()), tf.constant(1));
      Operand<TFloat32> read = step.isFirst() ? features : last(in).flat();
      Operand<TFloat32> gate = tf.nn.softmax(tf.linalg.matMul(read, weights.joined(above)));
      Operand<TFloat32> average = BatchedProduct.of(tf, tf.expandDims(gate, tf.constant(1)), all);
      mixed = tf.concat(List.of(mixed, average), tf.constant(1));
    }
    return Streams.byStream(tf, step.out().size(), width, mixed);
  }

  private Operand<TFloat32> ofOwn(CgcStep step, Streams own, Operand<TFloat32> gates) {
    int perTask = step.level().perTask();
    int n = step.gated().size();
    List<Integer> read = new ArrayList<>();
    step.gated().forEach(group -> each(group, perTask, read));
    int[] experts = {-1, perTask, own.width()};
    int[] flat = {-1, 1, perTask};
    Operand<TFloat32> each =
        BatchedProduct.of(
            tf,
            tf.reshape(gates, tf.constant(flat)),
            tf.reshape(pick(own, read).byStream(), tf.constant(experts)));
    return tf.reshape(each, tf.constant(new int[] {-1, n, own.width()}));
  }

  private static void each(int group, int perTask, List<Integer> into) {
    for (int i = 0; i < perTask; i++) {
      into.add(group * perTask + i);
    }
  }

  private @org.jspecify.annotations.Nullable Streams own(CgcStep step, Streams in) {
    if (step.own() == null) {
      return null;
    }
    if (step.isFirst()) {
      return networks.apply(step.own(), in, lowering);
    }
    List<Integer> read = new ArrayList<>();
    for (int group = 0; group < step.groups(); group++) {
      for (int i = 0; i < step.level().perTask(); i++) {
        read.add(group);
      }
    }
    return networks.apply(step.own(), pick(in, read), lowering);
  }

  /** The stream of the shared experts: the only one, or the last. */
  private static Streams last(Streams in) {
    return in.slice(in.count() - 1, in.count());
  }

  private Streams pick(Streams in, List<Integer> read) {
    boolean all = read.size() == in.count();
    for (int i = 0; all && i < read.size(); i++) {
      all = read.get(i) == i;
    }
    return all ? in : Streams.list(tf, in.width(), read.stream().map(in.list()::get).toList());
  }

  private Operand<TFloat32> columns(Operand<TFloat32> gates, int from, int count) {
    return tf.slice(
        gates, tf.constant(new int[] {0, 0, from}), tf.constant(new int[] {-1, -1, count}));
  }
}
