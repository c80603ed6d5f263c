package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Variables;
import dev.espalier.graph.internal.Weight.Members;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import dev.espalier.training.SpikeGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Writes training steps into a graph by a chain.
 *
 * <p>Several steps can follow each other in one run of a session: write an objective for each,
 * whose reads of variables and of the counter carry a control dependency on the step before, and
 * give them all to the same assembly, which keeps the state of the optimiser.
 */
public final class StepAssembly {
  private final GradientChain chain;
  private final Slots slots;
  private final Memory memory;
  private final StepExtras extras;
  private final Map<String, Operand<? extends TType>> weightings = LossSite.noState();
  private @Nullable Operand<? extends TType> learning;
  private @Nullable Operand<? extends TType> lastLosses;

  /** An assembly whose merge and optimiser keep their state in these variables. */
  public StepAssembly(GradientChain chain, Variables variables) {
    this(chain, variables, StepExtras.none());
  }

  /** The same of steps that do more. */
  public StepAssembly(GradientChain chain, Variables variables, StepExtras extras) {
    this.chain = chain;
    this.extras = extras;
    this.slots = new Slots(variables);
    this.memory = new Memory(variables);
  }

  /** Writes a step that minimises this objective. */
  public TrainingStep step(Objective objective) {
    return step(objective, 1);
  }

  /**
   * Writes a step that minimises this objective over so many micro-batches, whose gradients are
   * kept by {@link TrainingStep#collect} before the step is taken.
   */
  public TrainingStep step(Objective objective, int parts) {
    FrozenTasks frozen = frozen(objective);
    Objective learned = frozen == null ? objective : frozen.objective(objective);
    Weighed weighed = LossWeights.of(chain.weighting(), LossSite.of(learned, weightings));
    Objective weighted =
        Merging.differentiated(learned.weighed(weighed.losses(), weighed.learned()), chain);
    List<Function<Ops, Op>> updates = new ArrayList<>(objective.updates());
    updates.addAll(weighed.updates());
    if (parts == 1) {
      return taken(objective, weighted, weighed, updates, List.of(), frozen, watch(learned));
    }
    Accumulation accumulation =
        Accumulation.of(
            weighted,
            parts,
            Merging.isApart(weighted, chain),
            each -> Merging.of(each, chain, memory),
            updates);
    return taken(
        objective, accumulation.total(), weighed, List.of(), accumulation.collect(), frozen, null);
  }

  private @Nullable SpikeWatch watch(Objective objective) {
    SpikeGuard spikes = extras.spikes();
    if (spikes == null) {
      return null;
    }
    if (lastLosses == null) {
      lastLosses = SpikeWatch.state(objective.variables(), objective.losses().size(), spikes);
    }
    return new SpikeWatch(objective, spikes, lastLosses);
  }

  private @Nullable FrozenTasks frozen(Objective objective) {
    Freezing freezing = extras.freezing();
    if (freezing == null) {
      return null;
    }
    if (learning == null) {
      Shape shape = Shape.of(freezing.tasks().size());
      learning =
          objective
              .variables()
              .create(Freezing.STATE, shape, Members.one(Freezing.STATE, shape), 1f);
    }
    return new FrozenTasks(objective, freezing, learning);
  }

  private TrainingStep taken(
      Objective objective,
      Objective minimised,
      Weighed weighed,
      List<Function<Ops, Op>> changing,
      List<Op> collect,
      @Nullable FrozenTasks frozen,
      @Nullable SpikeWatch watch) {
    Ops tf = objective.tf().withSubScope("step");
    Merged merged = Merging.of(minimised, chain, memory);
    for (GradientStep.Transform transform : chain.transforms()) {
      merged = Transforms.apply(tf, transform, objective, merged);
    }
    Op guard = Guard.of(tf, collect.isEmpty() ? objective.losses() : minimised.losses(), merged);
    Operand<TFloat32> spikes = watch == null ? null : watch.ratios();
    List<Op> guards =
        watch == null || spikes == null ? List.of(guard) : List.of(guard, watch.check(spikes));
    Ops guarded = tf.withControlDependencies(guards);
    List<Op> changes = new ArrayList<>();
    BlockRates rates =
        new BlockRates(
            new Optimizer.Site(tf, guarded, slots, objective.step()),
            chain.update(),
            objective.learning(),
            frozen);
    WeightAverages averages =
        extras.average() == null
            ? null
            : new WeightAverages(tf, guarded, extras.average(), slots, objective.step());
    for (Gradient gradient : merged.gradients()) {
      List<Op> moves = rates.move(gradient);
      changes.addAll(averages == null ? moves : averages.follow(gradient.weight(), moves));
    }
    List<Function<Ops, Op>> updates = new ArrayList<>(changing);
    updates.addAll(merged.updates());
    if (weighed.fromGram() != null && merged.gram() != null) {
      updates.add(weighed.fromGram().apply(merged.gram()));
    }
    for (Function<Ops, Op> update : updates) {
      changes.add(update.apply(guarded));
    }
    if (watch != null) {
      changes.add(watch.note(guarded));
    }
    // The counter comes last, so that nothing of this step can read the next number.
    changes.addAll(guards);
    changes.add(objective.step());
    Op train =
        tf.withControlDependencies(changes)
            .assignAddVariableOp(objective.counter(), tf.constant(1L));
    return new TrainingStep(
        collect,
        train,
        merged.gradients().stream().<Op>map(Gradient::value).toList(),
        tf.stack(objective.losses()),
        surgery(tf, merged),
        weighed.epochEnd(),
        weighed.after(),
        spikes,
        averages == null
            ? null
            : averages.exchange(
                merged.gradients().stream().map(Gradient::weight).toList(), objective.counter()));
  }

  private static @Nullable Operand<TFloat32> surgery(Ops tf, Merged merged) {
    return merged.gram() == null || merged.weights() == null
        ? merged.gram()
        : tf.concat(List.of(merged.gram(), merged.weights()), tf.constant(0));
  }
}
