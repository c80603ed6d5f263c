package dev.espalier.graph.internal;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.CustomStep;
import dev.espalier.dsl.plan.ExitStep;
import dev.espalier.dsl.plan.HierarchicalStep;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.TowerGroup;
import dev.espalier.graph.Codes;
import dev.espalier.graph.FrozenModel;
import dev.espalier.graph.internal.ServingPlan.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the serving plan of a frozen model: takes away what nobody reads, folds what is fixed. */
final class Pruning {
  private final Plan plan;
  private final FrozenValues values;
  private final FrozenLayers layers;
  private final KeptStep kept;
  private final OpenConnections connections;
  private final Map<String, Codes> codes;

  Pruning(FrozenModel model) {
    this.plan = model.plan();
    this.values = new FrozenValues(model);
    this.layers = new FrozenLayers(values);
    this.kept = new KeptStep(layers, new KeptExperts(layers, values, model.unreached()));
    this.connections = new OpenConnections(values, layers);
    this.codes = model.codes().stream().collect(Collectors.toMap(Codes::path, c -> c));
  }

  ServingPlan plan() {
    List<Task> tasks = plan.topology().tasksWithTower();
    Liveness all = live(tasks);
    List<Liveness> each = tasks.stream().map(task -> live(List.of(task))).toList();
    int split = split(all, each);
    List<Part> parts = new ArrayList<>();
    for (int t = 0; t < tasks.size(); t++) {
      parts.add(part(List.of(tasks.get(t)), each.get(t), split));
    }
    return new ServingPlan(
        plan,
        IntStream.range(0, plan.steps().size()).mapToObj(all::outOf).toList(),
        steps(plan.steps(), all, 0, split),
        parts,
        part(tasks, all, split),
        values);
  }

  private Liveness live(List<Task> tasks) {
    List<String> names = tasks.stream().map(Task::name).toList();
    List<Integer> read =
        IntStream.range(0, plan.body().size())
            .filter(i -> isRead(plan.body().get(i), names))
            .boxed()
            .toList();
    return new Liveness(plan.steps(), codes, plan.topology().tasks(), read);
  }

  private static boolean isRead(Stream stream, List<String> tasks) {
    return stream.isShared() || tasks.contains(stream.task());
  }

  /** The first step of which some task needs less than all tasks do. */
  private int split(Liveness all, List<Liveness> each) {
    int split = 0;
    while (split < plan.steps().size() && equal(all, each, split)) {
      split++;
    }
    return split;
  }

  private static boolean equal(Liveness all, List<Liveness> each, int step) {
    return each.stream().allMatch(own -> own.outOf(step).equals(all.outOf(step)));
  }

  private List<ServingStep> steps(List<Step> all, Liveness live, int from, int to) {
    List<ServingStep> steps = new ArrayList<>();
    for (int s = from; s < to; s++) {
      if (live.isComputed(all.get(s), live.outOf(s))) {
        steps.add(step(all.get(s), live.into(s), live.outOf(s)));
      }
    }
    return steps;
  }

  private ServingStep step(Step step, List<Integer> in, List<Integer> out) {
    Codes own = codes.get(step.path());
    if (own != null && step instanceof SparseStep sparse) {
      return chosen(sparse, own, out);
    } else if (own != null) {
      return connections.of(Coded.of(step), own, in, out);
    }
    if (step instanceof HierarchicalStep hierarchy) {
      return new ServingStep.Copies(
          step.path(), out.stream().map(copy -> copy(hierarchy, copy)).toList());
    }
    if (step instanceof CustomStep custom) {
      return new ServingStep.Whole(custom, out);
    }
    if (step instanceof ExitStep exit) {
      List<TowerGroup> towers = exit.towers().stream().map(g -> of(g, g.tasks())).toList();
      return new ServingStep.Leaving(
          new ExitStep(exit.path(), exit.block(), exit.in(), towers), out);
    }
    return new ServingStep.Kept(kept.of(step, in, out));
  }

  /** The experts that any of these tasks chose. */
  private ServingStep chosen(SparseStep step, Codes codes, List<Integer> out) {
    List<Integer> chosen =
        IntStream.range(0, step.experts().count())
            .filter(e -> out.stream().anyMatch(i -> codes.isOpen(i, e)))
            .boxed()
            .toList();
    return new ServingStep.Chosen(
        layers.of(step.experts(), chosen),
        chosen,
        connections.of(Coded.of(step), codes, chosen, out));
  }

  private List<ServingStep> copy(HierarchicalStep hierarchy, int copy) {
    List<Step> all = hierarchy.copies().get(copy);
    return steps(all, Liveness.ofCopy(hierarchy, copy, codes), 0, all.size());
  }

  private Part part(List<Task> tasks, Liveness live, int split) {
    List<TowerGroup> towers = new ArrayList<>();
    for (TowerGroup group : plan.towers()) {
      List<Task> own = group.tasks().stream().filter(tasks::contains).toList();
      if (!own.isEmpty()) {
        towers.add(of(group, own));
      }
    }
    return new Part(tasks, steps(plan.steps(), live, split, plan.steps().size()), towers);
  }

  /** The towers of these tasks of a group. */
  private TowerGroup of(TowerGroup group, List<Task> tasks) {
    List<Integer> at = tasks.stream().map(group.tasks()::indexOf).toList();
    return new TowerGroup(
        tasks,
        layers.of(group.hidden(), at),
        layers.of(group.head(), at),
        group.gaps() == null ? null : FrozenLayers.some(group.gaps(), at));
  }
}
