package dev.espalier.graph.internal;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.ExitStep;
import dev.espalier.graph.internal.Passage.Exited;
import dev.espalier.graph.internal.ServingPlan.Part;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Writes exits in serving: what is behind one is computed for the examples that stay, of which
 * there may be none.
 */
final class ExitLowering {
  /** Parts of several tasks may come to the same exit, which is written once. */
  private record At(ExitStep step, Streams in) {}

  private record Through(ServingStep.Leaving step, Streams in) {}

  private final Ops tf;
  private final Topology topology;
  private final PartLowering towers;
  private final Map<At, Exited> exits = new HashMap<>();
  private final Map<Through, Streams> streams = new HashMap<>();

  ExitLowering(Ops tf, Topology topology, PartLowering towers) {
    this.tf = tf;
    this.topology = topology;
    this.towers = towers;
  }

  /** The examples that stay. */
  Passage apply(ServingStep.Leaving step, Passage in) {
    Exited exited =
        exits.computeIfAbsent(new At(step.step(), in.streams()), at -> exited(step.step(), in));
    Streams further =
        streams.computeIfAbsent(
            new Through(step, in.streams()), through -> further(step, in.streams(), exited));
    return new Passage(further, exited.features(), exited);
  }

  private Exited exited(ExitStep step, Passage in) {
    Part all = new Part(topology.tasksWithTower(), List.of(), step.towers());
    Map<Task, Operand<TFloat32>> answers =
        towers.outputs(all, in.streams(), step.in().get(0).isShared());
    Map<Task, Operand<TFloat32>> withProducts = new LinkedHashMap<>(answers);
    new ProductLowering(tf, topology).multiply(withProducts);
    Operand<TInt64> stay =
        tf.where(
            tf.math.logicalNot(
                new ConfidenceLowering(tf, topology.tasks()).leaves(step.block(), withProducts)));
    return new Exited(in.exited(), in.features().rows(tf, rows(stay)), answers, stay);
  }

  private Streams further(ServingStep.Leaving step, Streams in, Exited exited) {
    if (step.outputs().isEmpty()) {
      return in; // Nobody reads them.
    }
    Streams read =
        step.outputs().size() == in.count()
            ? in
            : Streams.list(tf, in.width(), step.outputs().stream().map(in.list()::get).toList());
    Operand<TFloat32> rows = tf.gather(read.flat(), rows(exited.stay()), tf.constant(0));
    return Streams.flat(tf, read.count(), read.width(), rows);
  }

  private Operand<TInt64> rows(Operand<TInt64> stay) {
    return tf.reshape(stay, tf.constant(new int[] {-1}));
  }
}
