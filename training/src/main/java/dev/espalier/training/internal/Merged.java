package dev.espalier.training.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One gradient of all tasks and penalties.
 *
 * @param gradients by each weight that any of them reaches
 * @param checks scalars that are finite only if every gradient marked as checked is
 * @param gram dot products of the task gradients by the shared weights, shape [T, T]; null where
 *     they were not kept apart
 */
record Merged(
    List<Gradient> gradients, List<Operand<TFloat32>> checks, @Nullable Operand<TFloat32> gram) {}
