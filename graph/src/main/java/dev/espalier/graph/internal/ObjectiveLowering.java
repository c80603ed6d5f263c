package dev.espalier.graph.internal;

import dev.espalier.dsl.Aitm;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.CustomStep;
import dev.espalier.dsl.plan.ExitStep;
import dev.espalier.dsl.plan.NetworksStep;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.TransferStep;
import dev.espalier.graph.internal.TrainingGraph.Feeds;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Writes the forward pass of a training step: the losses of the tasks, and the penalties. */
final class ObjectiveLowering {
  private final Ops tf;
  private final Plan plan;
  private final Variables variables;
  private final TrainableWeights weights;
  private final Settings settings;
  private @Nullable Operand<TFloat32> tallies;

  ObjectiveLowering(
      Ops tf, Plan plan, Variables variables, TrainableWeights weights, Settings settings) {
    this.tf = tf;
    this.plan = plan;
    this.variables = variables;
    this.weights = weights;
    this.settings = settings;
  }

  /**
   * The objective of the examples fed here.
   *
   * @param counter resource of the int64 number of steps done
   * @param step its value
   */
  Objective of(Feeds feeds, Operand<? extends TType> counter, Operand<TInt64> step) {
    Phase phase = Phase.training(settings.seed(), step, feeds.part()).in(settings.precision());
    Normalizations normalizations = Normalizations.training(tf, weights);
    BodyLowering lowering =
        new BodyLowering(
            tf, plan, settings.lowering(), weights, normalizations, phase, settings.batchSize());
    FedInputs fed = new FedInputs(tf, plan.topology());
    EncodedInputs inputs = fed.of(feeds);
    Streams body =
        lowering.body(new InputLowering(tf, weights, lowering.networks()).features(plan, inputs));
    tallies = together(Routed.ofAll(plan, lowering.routed().tallies()));
    PositionLowering positions =
        new PositionLowering(tf, weights, lowering.networks(), phase, settings.batchSize());
    positions.towers(plan, inputs.positions());
    boolean shared = plan.body().get(0).isShared();
    boolean oneDepth = plan.exits().isEmpty();
    if (settings.surgery() && !shared && oneDepth) {
      // Towers read each task's stream by itself, so that its gradient can be asked for.
      body = Streams.list(tf, body.width(), apart(body.list()));
    }
    List<Task> tasks = plan.topology().tasks();
    Operand<TInt32> groups = inputs.group();
    LossLowering losses =
        new LossLowering(
            tf,
            tasks,
            Objects.requireNonNull(fed.fixed(feeds.labels())),
            fed.fixed(feeds.weights()),
            groups);
    List<Task> learned = plan.topology().tasksWithLoss();
    ProductLowering products = new ProductLowering(tf, plan.topology());
    TowerLosses towers =
        new TowerLosses(
            tf, weights, lowering, settings.lowering(), positions, products, losses, learned);
    List<Streams> predicted = towers.answers(plan.towers(), plan.body(), body, Task::weight);
    for (int e = 0; e < plan.exits().size(); e++) {
      ExitStep exit = plan.exits().get(e);
      towers.answers(
          exit.towers(),
          exit.in(),
          lowering.exits().get(e),
          task -> (double) task.weight() * exit.block().weight());
    }
    towers.small(plan.auxiliaries(), plan.body(), body, ObjectiveLowering::small);
    List<Operand<TFloat32>> boundary = new ArrayList<>();
    if (!products.products().isEmpty() || !oneDepth) {
      // The loss of a product reaches the towers and streams of its parts, and that of a task with
      // exits the streams at each: no tensor is its own.
    } else if (shared) {
      boundary.addAll(Collections.nCopies(tasks.size(), body.flat()));
    } else if (settings.surgery()) {
      boundary.addAll(body.list());
    }
    List<Operand<TFloat32>> penalties = new ArrayList<>(lowering.penalties());
    List<Aitm> chains = ChainPenalty.chains(plan.topology());
    Map<Task, Operand<TFloat32>> chained = new HashMap<>();
    for (int g = 0; g < predicted.size() && !chains.isEmpty(); g++) {
      TowerLosses.put(plan.towers().get(g), predicted.get(g), chained);
    }
    for (Aitm chain : chains) {
      penalties.add(ChainPenalty.of(tf, chain, plan.topology(), chained));
    }
    return new Objective(
        (Graph) tf.scope().env(),
        tf,
        variables,
        settings.seed(),
        counter,
        step,
        learned.stream().map(Task::name).toList(),
        towers.sums(),
        boundary,
        penalty(penalties),
        weights.weights().stream().filter(Weight::trained).toList(),
        learning(),
        List.copyOf(normalizations.updates()));
  }

  /** Steps for which routers learn that do not learn as long as the model. */
  private Map<String, Integer> learning() {
    Map<String, Integer> steps = new HashMap<>();
    for (Step step : plan.everyStep()) {
      if (step instanceof SparseStep sparse && sparse.block().freezeAfter() != SparseMoe.NEVER) {
        for (Bank bank : sparse.routing()) {
          bank.members().forEach(each -> steps.put(each.name(), sparse.block().freezeAfter()));
        }
      }
    }
    return Map.copyOf(steps);
  }

  /** What a step tells of the blocks that have a router, one after the other; null for none. */
  @Nullable Operand<TFloat32> tallies() {
    return tallies;
  }

  private @Nullable Operand<TFloat32> together(List<Operand<TFloat32>> each) {
    return each.isEmpty() ? null : each.size() == 1 ? each.get(0) : tf.concat(each, tf.constant(0));
  }

  /** Where a stream of one task is computed from that of another, none of these is. */
  private List<Operand<TFloat32>> apart(List<Operand<TFloat32>> streams) {
    int last = plan.steps().size() - 1;
    return last >= 0
            && (plan.steps().get(last) instanceof TransferStep
                || plan.steps().get(last) instanceof CustomStep)
        ? streams.stream().<Operand<TFloat32>>map(tf::identity).toList()
        : streams;
  }

  /** Factor of the loss of a task's small tower. */
  private static double small(Task task) {
    return task.weight() * Objects.requireNonNull(task.selfAuxiliary()).gamma();
  }

  private @Nullable Operand<TFloat32> penalty(List<Operand<TFloat32>> others) {
    List<Operand<TFloat32>> parts = new ArrayList<>(others);
    for (Step step : plan.steps()) {
      if (step instanceof NetworksStep side && side.tie() > 0 && side.networks().count() > 1) {
        parts.add(TiePenalty.of(tf, weights, side));
      }
    }
    for (Weight weight : weights.weights()) {
      if (weight.l2() > 0) {
        parts.add(tf.math.mul(tf.nn.l2Loss(weight.leaf()), tf.constant(2 * weight.l2())));
      }
    }
    return parts.isEmpty() ? null : parts.size() == 1 ? parts.get(0) : tf.math.addN(parts);
  }
}
