package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The losses of a step as they are differentiated, and what a weighting has to do beside.
 *
 * @param losses a scalar per task
 * @param learned weights of its own that the losses depend on
 * @param updates what changes its state in the step; each makes its op with a guarded builder
 * @param fromGram makes an update of the dot products of the weighed task gradients, shape [T, T];
 *     null where it does not need them
 * @param epochEnd runs where an epoch ends, without examples; null for nothing
 * @param after runs after the step, with the same examples; null for nothing
 */
record Weighed(
    List<Operand<TFloat32>> losses,
    List<Weight> learned,
    List<Function<Ops, Op>> updates,
    @Nullable Function<Operand<TFloat32>, Function<Ops, Op>> fromGram,
    @Nullable Op epochEnd,
    @Nullable Op after) {

  /** Losses and no state. */
  static Weighed of(List<Operand<TFloat32>> losses) {
    return new Weighed(losses, List.of(), List.of(), null, null, null);
  }

  Weighed with(Weight own) {
    return new Weighed(losses, List.of(own), updates, fromGram, epochEnd, after);
  }

  Weighed updated(List<Function<Ops, Op>> changes) {
    return new Weighed(losses, learned, changes, fromGram, epochEnd, after);
  }

  Weighed atEpochEnd(Op op) {
    return new Weighed(losses, learned, updates, fromGram, op, after);
  }

  Weighed fromGram(Function<Operand<TFloat32>, Function<Ops, Op>> update) {
    return new Weighed(losses, learned, updates, update, epochEnd, after);
  }

  Weighed after(Op op) {
    return new Weighed(losses, learned, updates, fromGram, epochEnd, op);
  }
}
