package dev.espalier.graph.internal;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.ExitStep;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.TowerGroup;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Writes what the towers answer in evaluation: at each depth, for all examples. */
final class EvaluationTowers {
  private final Ops tf;
  private final Plan plan;
  private final WeightSource weights;
  private final BodyLowering lowering;
  private final Lowering choice;

  /** For a body that is written. */
  EvaluationTowers(
      Ops tf, Plan plan, WeightSource weights, BodyLowering lowering, Lowering choice) {
    this.tf = tf;
    this.plan = plan;
    this.weights = weights;
    this.lowering = lowering;
    this.choice = choice;
  }

  /** The answers [batch, target width] of these towers, and of the products of their tasks. */
  Map<Task, Operand<TFloat32>> answers(
      List<TowerGroup> towers, List<Stream> streams, Streams body) {
    Map<Task, Operand<TFloat32>> byTask = new LinkedHashMap<>();
    for (TowerGroup group : towers) {
      Streams in = BodyLowering.towerInputs(tf, streams, group, body);
      Streams logits = Links.classes(tf, weights, group, lowering.logits(group, in, choice));
      for (int i = 0; i < group.tasks().size(); i++) {
        Task task = group.tasks().get(i);
        byTask.put(task, Links.apply(tf, task.target(), logits.list().get(i)));
      }
    }
    new ProductLowering(tf, plan.topology()).multiply(byTask);
    return byTask;
  }

  /** The answers at each exit, but the last. */
  List<Map<Task, Operand<TFloat32>>> atExits() {
    List<Map<Task, Operand<TFloat32>>> all = new ArrayList<>();
    for (int e = 0; e < plan.exits().size(); e++) {
      ExitStep exit = plan.exits().get(e);
      all.add(answers(exit.towers(), exit.in(), lowering.exits().get(e)));
    }
    return all;
  }

  /** Of each example the answers of the first exit where it leaves. */
  Map<Task, Operand<TFloat32>> left(List<Map<Task, Operand<TFloat32>>> depths) {
    List<Task> tasks = plan.topology().tasks();
    Map<Task, Operand<TFloat32>> chosen = depths.get(depths.size() - 1);
    for (int e = plan.exits().size() - 1; e >= 0; e--) {
      if (!plan.exits().get(e).block().isClosed(tasks)) {
        chosen = left(plan.exits().get(e), depths.get(e), chosen);
      }
    }
    return chosen;
  }

  private Map<Task, Operand<TFloat32>> left(
      ExitStep exit, Map<Task, Operand<TFloat32>> here, Map<Task, Operand<TFloat32>> deeper) {
    Operand<TBool> leaves =
        tf.expandDims(
            new ConfidenceLowering(tf, plan.topology().tasks()).leaves(exit.block(), here),
            tf.constant(1));
    Map<Task, Operand<TFloat32>> chosen = new LinkedHashMap<>();
    here.forEach(
        (task, answer) ->
            chosen.put(task, tf.select(leaves, answer, Objects.requireNonNull(deeper.get(task)))));
    return chosen;
  }
}
