package dev.espalier.training.internal;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.Owner;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which weights stay as they are with which frozen tasks.
 *
 * @param tasks names of the tasks with a loss
 * @param sets sets of those tasks, each by their places; first that of all
 * @param owners for each parameter that only some tasks reach the place of their set, by its name
 */
public record Freezing(List<String> tasks, List<List<Integer>> sets, Map<String, Integer> owners) {
  /** The variable that says of each task whether it still learns: 1, or 0 where it is frozen. */
  static final String STATE = "training/learning";

  /** Of what this plan makes. */
  static Freezing of(Plan plan) {
    List<String> tasks = plan.topology().tasksWithLoss().stream().map(Task::name).toList();
    List<List<Integer>> sets = new ArrayList<>();
    sets.add(places(tasks, tasks));
    Map<String, Integer> owners = new HashMap<>();
    for (Parameter parameter : plan.parameters()) {
      List<Integer> own = places(tasks, names(parameter.owner()));
      if (own.isEmpty() || own.size() == tasks.size()) {
        continue;
      }
      if (!sets.contains(own)) {
        sets.add(own);
      }
      owners.put(parameter.name(), sets.indexOf(own));
    }
    return new Freezing(tasks, List.copyOf(sets), Map.copyOf(owners));
  }

  private static List<String> names(Owner owner) {
    return owner instanceof Owner.Shared shared
        ? shared.tasks()
        : List.of(((Owner.OfTask) owner).task());
  }

  private static List<Integer> places(List<String> tasks, List<String> names) {
    return names.stream().filter(tasks::contains).map(tasks::indexOf).sorted().toList();
  }

  /** The place of the set of tasks that reach this parameter. */
  int set(String parameter) {
    return owners.getOrDefault(parameter, 0);
  }

  /** The sets as a matrix [sets, tasks] of ones and zeros. */
  float[][] matrix() {
    float[][] matrix = new float[sets.size()][tasks.size()];
    for (int s = 0; s < matrix.length; s++) {
      for (int task : sets.get(s)) {
        matrix[s][task] = 1;
      }
    }
    return matrix;
  }

  /** What the variable holds where these tasks are frozen. */
  float[] without(List<String> frozen) {
    float[] learning = new float[tasks.size()];
    for (int t = 0; t < learning.length; t++) {
      learning[t] = frozen.contains(tasks.get(t)) ? 0 : 1;
    }
    return learning;
  }
}
