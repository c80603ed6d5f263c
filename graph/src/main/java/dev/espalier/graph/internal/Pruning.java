package dev.espalier.graph.internal;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.Step.MixtureStep;
import dev.espalier.dsl.plan.TowerGroup;
import dev.espalier.graph.Codes;
import dev.espalier.graph.FrozenModel;
import dev.espalier.graph.internal.ServingPlan.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the serving plan of a frozen model: takes away what nobody reads, folds what is fixed. */
final class Pruning {
  private final Plan plan;
  private final FrozenValues values;
  private final FrozenLayers layers;
  private final OpenConnections connections;
  private final Map<String, Codes> codes;
  private final Liveness live;

  Pruning(FrozenModel model) {
    this.plan = model.plan();
    this.values = new FrozenValues(model);
    this.layers = new FrozenLayers(values);
    this.connections = new OpenConnections(values, layers);
    this.codes = model.codes().stream().collect(Collectors.toMap(Codes::path, c -> c));
    this.live = new Liveness(plan, codes);
  }

  ServingPlan plan() {
    List<Step> steps = plan.steps();
    int split = 0;
    while (split < steps.size() && steps.get(split).out().get(0).isShared()) {
      split++;
    }
    List<ServingStep> shared = new ArrayList<>();
    for (int s = 0; s < split; s++) {
      if (!live.outOf(s).isEmpty()) {
        shared.add(shared(s));
      }
    }
    List<Step> own = steps.subList(split, steps.size());
    List<Task> tasks = plan.topology().tasks();
    return new ServingPlan(
        plan,
        IntStream.range(0, steps.size()).mapToObj(live::outOf).toList(),
        shared,
        tasks.stream().map(task -> part(List.of(task), own)).toList(),
        part(tasks, own),
        values);
  }

  private ServingStep shared(int s) {
    Step step = plan.steps().get(s);
    if (step instanceof Step.NetworksStep side) {
      return new ServingStep.Side(side.path(), layers.of(side.networks(), live.outOf(s)));
    } else if (step instanceof MixtureStep mixture) {
      return new ServingStep.Mixture(mixture);
    }
    Codes own = Objects.requireNonNull(codes.get(step.path()));
    return connections.of((Step.SnrStep) step, own, live.into(s), live.outOf(s));
  }

  private Part part(List<Task> tasks, List<Step> steps) {
    List<TowerGroup> towers = new ArrayList<>();
    for (TowerGroup group : plan.towers()) {
      List<Task> kept = group.tasks().stream().filter(tasks::contains).toList();
      if (!kept.isEmpty()) {
        List<Integer> at = kept.stream().map(group.tasks()::indexOf).toList();
        towers.add(
            new TowerGroup(kept, layers.of(group.hidden(), at), layers.of(group.head(), at)));
      }
    }
    return new Part(tasks, steps.stream().map(step -> ofTasks(step, tasks)).toList(), towers);
  }

  /** The gates or the networks of these tasks. */
  private ServingStep ofTasks(Step step, List<Task> tasks) {
    List<Integer> at = tasks.stream().map(task -> place(task, step.out())).toList();
    if (step instanceof Step.NetworksStep side) {
      return new ServingStep.Side(side.path(), layers.of(side.networks(), at));
    }
    MixtureStep all = (MixtureStep) step;
    return new ServingStep.Mixture(
        new MixtureStep(
            all.path(),
            all.block(),
            all.in(),
            at.stream().map(all.out()::get).toList(),
            all.inputWidth(),
            FrozenLayers.some(all.kernel(), at),
            all.bias() == null ? null : FrozenLayers.some(all.bias(), at)));
  }

  private static int place(Task task, List<Stream> streams) {
    for (int i = 0; i < streams.size(); i++) {
      if (task.name().equals(streams.get(i).task())) {
        return i;
      }
    }
    throw new IllegalStateException("No stream of task " + task.name());
  }
}
