package dev.espalier.graph.internal;

import dev.espalier.dsl.Snr;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.ServingStep.Routing;
import dev.espalier.graph.internal.ServingStep.Routing.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Writes frozen sub-network routing: a product per group of sub-networks with the same inputs. */
final class RoutingLowering {
  private final Ops tf;
  private final FrozenWeights weights;
  private final NetworksLowering networks;
  private final Operand<TInt32> batch;

  /** Constants become as many rows as {@code batch}, shape [1], says. */
  RoutingLowering(Ops tf, FrozenWeights weights, NetworksLowering networks, Operand<TInt32> batch) {
    this.tf = tf;
    this.weights = weights;
    this.networks = networks;
    this.batch = batch;
  }

  /** Streams out of this block for the streams in that are left. */
  Streams apply(Routing routing, Streams in) {
    Networks computed = routing.networks();
    if (computed == null) {
      return withConstants(routing, List.of());
    }
    Streams out = networks.apply(computed, connect(routing, in), Lowering.AUTO);
    return computed.count() == routing.constants().size()
        ? out
        : withConstants(routing, out.list());
  }

  private Streams connect(Routing routing, Streams in) {
    if (routing.groups().size() == 1) {
      return connect(routing, routing.groups().get(0), in);
    }
    Map<Integer, Operand<TFloat32>> byNetwork = new TreeMap<>();
    for (Group group : routing.groups()) {
      List<Operand<TFloat32>> some = connect(routing, group, in).list();
      for (int i = 0; i < some.size(); i++) {
        byNetwork.put(group.outputs().get(i), some.get(i));
      }
    }
    return Streams.list(tf, routing.width(), List.copyOf(byNetwork.values()));
  }

  private Streams connect(Routing routing, Group group, Streams in) {
    int width = routing.width();
    int outputs = group.outputs().size();
    int inputs = group.inputs().size();
    Streams read =
        inputs == in.count()
            ? in
            : Streams.list(tf, width, group.inputs().stream().map(in.list()::get).toList());
    Operand<TFloat32> matrix = weights.grid(group.weights(), outputs, inputs);
    if (routing.kind() == Snr.Kind.TRANS) {
      return Streams.flat(tf, outputs, width, tf.linalg.matMul(read.flat(), matrix));
    }
    Operand<TFloat32> rows = tf.reshape(read.stacked(), tf.constant(new int[] {inputs, -1}));
    Operand<TFloat32> sums = tf.linalg.matMul(matrix, rows, MatMul.transposeA(true));
    return Streams.stacked(
        tf, outputs, width, tf.reshape(sums, tf.constant(new int[] {outputs, -1, width})));
  }

  private Streams withConstants(Routing routing, List<Operand<TFloat32>> computed) {
    List<Operand<TFloat32>> all = new ArrayList<>();
    int next = 0;
    for (Parameter constant : routing.constants()) {
      if (constant == null) {
        all.add(computed.get(next++));
      } else {
        Operand<TInt32> shape =
            tf.concat(
                List.of(batch, tf.constant(new int[] {routing.outputWidth()})), tf.constant(0));
        all.add(tf.broadcastTo(weights.variable(constant), shape));
      }
    }
    return Streams.list(tf, routing.outputWidth(), all);
  }
}
