package dev.espalier.training.extension;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

/**
 * Where a merge writes its ops.
 *
 * @param tf builds them
 * @param tasks the number T of tasks with a loss
 * @param seed keys all randomness, together with the step
 * @param step number of steps done, a scalar
 */
public record MergeSite(Ops tf, int tasks, long seed, Operand<TInt64> step) {}
