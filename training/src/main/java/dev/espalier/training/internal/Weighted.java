package dev.espalier.training.internal;

import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The weights of the tasks in a step, and what the merge remembers of it.
 *
 * @param weights shape [T]
 * @param updates write what is remembered, with the builder of ops that change something
 */
record Weighted(Operand<TFloat32> weights, List<Function<Ops, Op>> updates) {}
