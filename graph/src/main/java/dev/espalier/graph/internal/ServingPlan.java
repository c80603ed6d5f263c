package dev.espalier.graph.internal;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.TowerGroup;
import dev.espalier.graph.FrozenModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is left of a plan once its codes are frozen: the steps that all tasks need, then what only
 * some need. Nothing here knows TensorFlow.
 *
 * @param plan what was trained
 * @param live for each step of the plan the streams out of it that anybody reads
 * @param shared steps up to where the body splits into tasks
 * @param parts the part of each task with a tower, in the topology's order
 * @param together the part of all tasks, whose weights stand side by side
 * @param values of the parameters of all steps
 */
public record ServingPlan(
    Plan plan,
    List<List<Integer>> live,
    List<ServingStep> shared,
    List<Part> parts,
    Part together,
    FrozenValues values) {

  /**
   * What only some tasks need.
   *
   * @param tasks the tasks
   * @param steps from the shared streams to a stream of each of these tasks; empty where they read
   *     the shared ones
   * @param towers of these tasks
   */
  record Part(List<Task> tasks, List<ServingStep> steps, List<TowerGroup> towers) {}

  /** What is left of the step at this place for all tasks together: nothing, or one step. */
  Optional<ServingStep> step(String path) {
    return Stream.concat(shared.stream(), together.steps().stream())
        .filter(step -> step.path().equals(path))
        .findFirst();
  }

  /** What is left of this model. */
  public static ServingPlan of(FrozenModel model) {
    return new Pruning(model).plan();
  }
}
