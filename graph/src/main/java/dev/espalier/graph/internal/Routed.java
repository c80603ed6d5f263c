package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SparseStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What routers tell of themselves.
 *
 * @param tallies in training, of each block the vector of a {@link RoutingTally}
 * @param picks in evaluation, of each block 1 for the experts that a gate picked for an example
 *     before any was full, and 0 for the others, [batch, gates, experts]
 */
record Routed(
    Map<SparseStep, Operand<TFloat32>> tallies, Map<SparseStep, Operand<TFloat32>> picks) {

  /** Nothing told yet. */
  static Routed nothing() {
    return new Routed(new HashMap<>(), new HashMap<>());
  }

  /** What is told of each block of a plan that has a router, in its order. */
  static List<Operand<TFloat32>> ofAll(Plan plan, Map<SparseStep, Operand<TFloat32>> told) {
    return RoutingTally.steps(plan).stream()
        .<Operand<TFloat32>>map(step -> Objects.requireNonNull(told.get(step)))
        .toList();
  }
}
