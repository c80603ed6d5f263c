package dev.espalier.training.internal;

import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Problem;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.internal.RoutingTally;
import dev.espalier.training.DroppedExperts;
import dev.espalier.training.TrainingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The experts that no example of some reaches.
 *
 * @param steps the blocks with a router
 * @param gone for each of them the experts, from 0
 */
record Unreached(List<SparseStep> steps, List<List<Integer>> gone) {

  /**
   * Those that no gate picks.
   *
   * @param picks of each block with a router, in the order of the plan
   * @throws TrainingException where there is no such block, or one of them serves with a capacity,
   *     so that who reaches an expert depends on the other examples of a request
   */
  static Unreached of(Plan plan, Supplier<List<PickedExperts>> picks) {
    List<SparseStep> steps = RoutingTally.steps(plan);
    String place = "model " + plan.topology().name();
    if (steps.isEmpty()) {
      throw new TrainingException(
          new Problem(
              place,
              "no block with a router",
              "a topology with sparseMoe, to export it without experts",
              "Export it whole"));
    }
    for (SparseStep step : steps) {
      SparseMoe block = step.block();
      if (block.mixesExamples()) {
        throw new TrainingException(
            new Problem(
                step.path() + ".capacity.serving",
                "" + block.capacity().serving(),
                Capacity.EXACT + " for exact, to export it without experts",
                "Export it whole: who reaches an expert depends on the other examples"));
      }
    }
    List<List<Integer>> gone = new ArrayList<>();
    for (PickedExperts of : picks.get()) {
      gone.add(IntStream.range(0, of.experts()).filter(e -> !of.isPicked(e)).boxed().toList());
    }
    return new Unreached(steps, gone);
  }

  /** The experts by their step. */
  Map<SparseStep, List<Integer>> byStep() {
    Map<SparseStep, List<Integer>> byStep = new HashMap<>();
    for (int s = 0; s < steps.size(); s++) {
      byStep.put(steps.get(s), gone.get(s));
    }
    return byStep;
  }

  /** Whether an example reaches none of them. */
  boolean isUnreachedBy(int example, List<PickedExperts> picks) {
    return IntStream.range(0, picks.size())
        .noneMatch(s -> gone.get(s).stream().anyMatch(e -> picks.get(s).isPicked(example, e)));
  }

  /** What is told of them. */
  DroppedExperts told(int examples, double difference) {
    return new DroppedExperts(
        examples,
        IntStream.range(0, steps.size())
            .mapToObj(
                s ->
                    new DroppedExperts.OfBlock(
                        steps.get(s).path(), gone.get(s), steps.get(s).experts().count()))
            .toList(),
        difference);
  }
}
