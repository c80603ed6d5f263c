package dev.espalier.dsl.plan;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Works out the towers of the tasks, those of one shape together. */
final class TowerPlanner {
  /** Its softplus is 1. */
  private static final float GAP_OF_ONE = (float) Math.log(Math.E - 1);

  private final List<Task> tasks;
  private final Reach reach;
  private final int inputWidth;

  /** For towers that each read so many numbers. */
  TowerPlanner(Topology topology, Reach reach, int inputWidth) {
    this.tasks = topology.tasksWithTower();
    this.reach = reach;
    this.inputWidth = inputWidth;
  }

  List<TowerGroup> towers() {
    return groups(tasks, Task::tower, "");
  }

  /** The small towers of the tasks that have one. */
  List<TowerGroup> auxiliaries() {
    return groups(
        tasks.stream().filter(task -> task.selfAuxiliary() != null).toList(),
        task -> Objects.requireNonNull(task.selfAuxiliary()).tower(),
        "/auxiliary");
  }

  /** The towers of all tasks at the exit of this number. */
  List<TowerGroup> exit(Layers tower, int number) {
    return groups(tasks, task -> tower, "/exit" + number);
  }

  private List<TowerGroup> groups(List<Task> of, Function<Task, Layers> tower, String name) {
    // Towers that several losses reach are not in one array with others.
    record Shape(Layers tower, int outputs, int gaps, boolean shared) {}
    Map<Shape, List<Task>> groups = new LinkedHashMap<>();
    for (Task task : of) {
      boolean shared = reach.of(task.name()) instanceof Owner.Shared;
      Shape shape = new Shape(tower.apply(task), task.target().logits(), gaps(task), shared);
      groups.computeIfAbsent(shape, s -> new ArrayList<>()).add(task);
    }
    List<TowerGroup> towers = new ArrayList<>();
    groups.forEach((shape, group) -> towers.add(group(group, shape.tower(), name)));
    return towers;
  }

  private TowerGroup group(List<Task> group, Layers tower, String name) {
    NetworkPlanner planner =
        new NetworkPlanner(
            group.size(),
            i -> "tasks/" + group.get(i).name() + name,
            i -> reach.of(group.get(i).name()));
    Networks hidden = planner.networks(inputWidth, tower);
    Layers linear = Layers.of().activation(Activation.LINEAR).l2(tower.l2());
    Task first = group.get(0);
    LayerPlan head = planner.layer("head", hidden.outputWidth(), first.target().logits(), linear);
    Bank gaps =
        gaps(first) == 0 ? null : planner.vector("gaps", gaps(first), Role.BIAS, GAP_OF_ONE);
    return new TowerGroup(group, hidden, head, gaps);
  }

  /** How many gaps the thresholds of a task have between them. */
  private static int gaps(Task task) {
    return task.target() instanceof Target.Ordinal ordinal ? ordinal.classes() - 2 : 0;
  }
}
