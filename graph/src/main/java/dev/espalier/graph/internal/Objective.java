package dev.espalier.graph.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * What there is to minimise, before anyone says how: the losses of the tasks, the penalties, and
 * the weights they depend on.
 *
 * @param graph the graph they are in
 * @param tf builds ops of that graph
 * @param variables where the state of an optimiser is registered
 * @param seed keys all randomness, together with the step and the place
 * @param counter resource of the int64 number of steps done
 * @param step its value, read once per step
 * @param tasks names of the T tasks
 * @param losses a scalar per task, already multiplied by the task's weight
 * @param boundary for each task the tensor through which alone its loss depends on shared weights,
 *     or empty where no such tensor is known; entries may be the same tensor
 * @param penalty scalar that no task owns (L2, L0), or null for none
 * @param weights trained weights
 * @param learning steps for which a parameter learns, by its name; one that is not in it always
 * @param updates what a step changes beside the trained weights, such as moving averages; each
 *     makes its op with the builder it is given, which carries the control dependencies
 */
public record Objective(
    Graph graph,
    Ops tf,
    Variables variables,
    long seed,
    Operand<? extends TType> counter,
    Operand<TInt64> step,
    List<String> tasks,
    List<Operand<TFloat32>> losses,
    List<Operand<TFloat32>> boundary,
    @Nullable Operand<TFloat32> penalty,
    List<Weight> weights,
    Map<String, Integer> learning,
    List<Function<Ops, Op>> updates) {

  /** The same with these losses in place of its own, which depend on more weights. */
  public Objective weighed(List<Operand<TFloat32>> others, List<Weight> more) {
    return new Objective(
        graph,
        tf,
        variables,
        seed,
        counter,
        step,
        tasks,
        others,
        boundary,
        penalty,
        Stream.concat(weights.stream(), more.stream()).toList(),
        learning,
        updates);
  }

  /** The same, minimised by these weights in place of its own. */
  public Objective by(List<Weight> others) {
    return new Objective(
        graph, tf, variables, seed, counter, step, tasks, losses, boundary, penalty, others,
        learning, updates);
  }
}
