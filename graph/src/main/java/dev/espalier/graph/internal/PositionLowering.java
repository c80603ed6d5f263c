package dev.espalier.graph.internal;

import dev.espalier.dsl.PositionBias;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.LayerPlan;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.PositionTower;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Writes the towers on positions, and adds what they say to the logits of their tasks. */
final class PositionLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final NetworksLowering networks;
  private final Phase phase;
  private final int batchSize;
  private final Map<String, Operand<TFloat32>> biases = new HashMap<>();

  PositionLowering(
      Ops tf, WeightSource weights, NetworksLowering networks, Phase phase, int batchSize) {
    this.tf = tf;
    this.weights = weights;
    this.networks = networks;
    this.phase = phase;
    this.batchSize = batchSize;
  }

  /** Writes the towers of this plan on row numbers [batch] by task. */
  void towers(Plan plan, Map<String, Operand<TInt32>> positions) {
    for (PositionTower tower : plan.positions()) {
      String task = tower.task().name();
      biases.put(task, bias(tower, Objects.requireNonNull(positions.get(task))));
    }
  }

  private Operand<TFloat32> bias(PositionTower tower, Operand<TInt32> position) {
    int width = tower.hidden().inputWidth();
    Operand<TFloat32> rows = weights.gather(tower.table(), List.of(position)).get(0);
    List<LayerPlan> layers = new ArrayList<>(tower.hidden().layers());
    layers.add(tower.head());
    Streams out =
        networks.apply(
            new Networks(1, width, layers), Streams.flat(tf, 1, width, rows), Lowering.BATCHED);
    PositionBias settings = Objects.requireNonNull(tower.task().positionBias());
    if (settings.dropout() == 0) {
      return out.flat();
    }
    // Not scaled up where it is there: where it is not, training sees what serving does.
    Operand<TFloat32> drawn =
        phase.uniform(tf, tower.table().rows().name() + "/dropout", Shape.of(batchSize, 1));
    return tf.math.mul(
        out.flat(),
        tf.select(
            tf.math.greaterEqual(drawn, tf.constant(settings.dropout())),
            tf.constant(1f),
            tf.constant(0f)));
  }

  /** The logits of these tasks, with what their positions add to them. */
  Streams added(List<Task> tasks, Streams logits) {
    if (tasks.stream().noneMatch(task -> biases.containsKey(task.name()))) {
      return logits;
    }
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (int t = 0; t < tasks.size(); t++) {
      Operand<TFloat32> own = logits.list().get(t);
      Operand<TFloat32> bias = biases.get(tasks.get(t).name());
      sums.add(bias == null ? own : tf.math.add(own, bias));
    }
    return Streams.list(tf, logits.width(), sums);
  }
}
