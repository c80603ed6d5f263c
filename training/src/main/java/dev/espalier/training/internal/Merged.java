package dev.espalier.training.internal;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One gradient of all tasks and penalties.
 *
 * @param gradients by each weight that any of them reaches
 * @param checks scalars that are finite only if every gradient marked as checked is
 * @param gram dot products of the task gradients by the shared weights, shape [T, T]; null where
 *     they were not kept apart
 * @param weights factors of the task gradients in their sum, shape [1, T]; null where the merge is
 *     no such sum
 * @param updates write what the merge remembers, with the builder of ops that change something
 */
record Merged(
    List<Gradient> gradients,
    List<Operand<TFloat32>> checks,
    @Nullable Operand<TFloat32> gram,
    @Nullable Operand<TFloat32> weights,
    List<Function<Ops, Op>> updates) {

  /** The same, remembering nothing. */
  Merged(
      List<Gradient> gradients, List<Operand<TFloat32>> checks, @Nullable Operand<TFloat32> gram) {
    this(gradients, checks, gram, null, List.of());
  }

  /** Other gradients and checks in the place of these. */
  Merged with(List<Gradient> others, List<Operand<TFloat32>> otherChecks) {
    return new Merged(others, otherChecks, gram, weights, updates);
  }
}
