package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Variables;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
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
  private final Map<String, Operand<? extends TType>> weightings = LossSite.noState();

  /** An assembly whose merge and optimiser keep their state in these variables. */
  public StepAssembly(GradientChain chain, Variables variables) {
    this.chain = chain;
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
    Weighed weighed = LossWeights.of(chain.weighting(), LossSite.of(objective, weightings));
    Objective weighted =
        Merging.differentiated(objective.weighed(weighed.losses(), weighed.learned()), chain);
    List<Function<Ops, Op>> updates = new ArrayList<>(objective.updates());
    updates.addAll(weighed.updates());
    if (parts == 1) {
      return taken(objective, weighted, weighed, updates, List.of());
    }
    Accumulation accumulation =
        Accumulation.of(
            weighted,
            parts,
            Merging.isApart(weighted, chain),
            each -> Merging.of(each, chain, memory),
            updates);
    return taken(objective, accumulation.total(), weighed, List.of(), accumulation.collect());
  }

  private TrainingStep taken(
      Objective objective,
      Objective minimised,
      Weighed weighed,
      List<Function<Ops, Op>> changing,
      List<Op> collect) {
    Ops tf = objective.tf().withSubScope("step");
    Merged merged = Merging.of(minimised, chain, memory);
    for (GradientStep.Transform transform : chain.transforms()) {
      merged = Transforms.apply(tf, transform, objective, merged);
    }
    Op guard = Guard.of(tf, collect.isEmpty() ? objective.losses() : minimised.losses(), merged);
    Ops guarded = tf.withControlDependencies(guard);
    List<Op> changes = new ArrayList<>();
    BlockRates rates =
        new BlockRates(
            new Optimizer.Site(tf, guarded, slots, objective.step()),
            chain.update(),
            objective.learning());
    for (Gradient gradient : merged.gradients()) {
      changes.addAll(rates.move(gradient));
    }
    List<Function<Ops, Op>> updates = new ArrayList<>(changing);
    updates.addAll(merged.updates());
    if (weighed.fromGram() != null && merged.gram() != null) {
      updates.add(weighed.fromGram().apply(merged.gram()));
    }
    for (Function<Ops, Op> update : updates) {
      changes.add(update.apply(guarded));
    }
    // The counter comes last, so that nothing of this step can read the next number.
    changes.add(guard);
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
        weighed.after());
  }

  private static @Nullable Operand<TFloat32> surgery(Ops tf, Merged merged) {
    return merged.gram() == null || merged.weights() == null
        ? merged.gram()
        : tf.concat(List.of(merged.gram(), merged.weights()), tf.constant(0));
  }
}
