package dev.espalier.graph.internal;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.plan.ExitStep;
import dev.espalier.dsl.plan.LayerPlan;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.TowerGroup;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes the shared body step by step, then the towers group by group. */
final class BodyLowering {
  private final Ops tf;
  private final Plan plan;
  private final NetworksLowering networks;
  private final StepLowering steps;
  private final List<Streams> exits = new ArrayList<>();

  BodyLowering(
      Ops tf,
      Plan plan,
      Lowering lowering,
      WeightSource weights,
      Normalizations normalizations,
      Phase phase,
      int batchSize) {
    this.tf = tf;
    this.plan = plan;
    this.networks = new NetworksLowering(tf, weights, normalizations, phase, batchSize);
    this.steps = new StepLowering(tf, lowering, weights, networks, phase);
  }

  /** Streams where the shared body ends. */
  Streams body(Features features) {
    Streams streams = Streams.flat(tf, 1, plan.inputWidth(), features.stream());
    for (Step step : plan.steps()) {
      if (step instanceof ExitStep) {
        exits.add(streams);
      } else {
        streams = steps.apply(step, streams, features);
      }
    }
    return streams;
  }

  /** What the body is at each exit, for all examples. */
  List<Streams> exits() {
    return exits;
  }

  /** Writes networks as this body is written. */
  NetworksLowering networks() {
    return networks;
  }

  /** Gates [batch, gates, streams] of each mixture by its path in the topology. */
  Map<String, Operand<TFloat32>> gates() {
    return steps.gates();
  }

  /** What the routers of the body tell. */
  Routed routed() {
    return steps.routed();
  }

  /** The penalties of the body, such as L0: scalars that no task owns. */
  List<Operand<TFloat32>> penalties() {
    return steps.penalties();
  }

  /** What each task of a group reads: its own stream, or the concatenation of the shared ones. */
  static Streams towerInputs(Ops tf, List<Stream> streams, TowerGroup group, Streams body) {
    if (streams.get(0).isShared()) {
      int width = streams.stream().mapToInt(Stream::width).sum();
      return body.count() == 1 ? body : Streams.flat(tf, 1, width, body.flat());
    }
    List<String> order = streams.stream().map(Stream::task).toList();
    int[] at = group.tasks().stream().mapToInt(task -> order.indexOf(task.name())).toArray();
    if (at.length == order.size()) {
      return body;
    }
    List<Operand<TFloat32>> own = new ArrayList<>();
    for (int i : at) {
      own.add(body.list().get(i));
    }
    return Streams.list(tf, body.width(), own);
  }

  /** Output of each task of a group before its link: a stream per task, as wide as its target. */
  Streams logits(TowerGroup group, Streams in, Lowering lowering) {
    List<LayerPlan> layers = new ArrayList<>(group.hidden().layers());
    layers.add(group.head());
    return networks.apply(
        new Networks(group.tasks().size(), group.hidden().inputWidth(), layers), in, lowering);
  }
}
