package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.AttentionUnit;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.ExitStep;
import dev.espalier.dsl.plan.HierarchicalStep;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.Table;
import dev.espalier.dsl.plan.TowerGroup;
import dev.espalier.graph.Codes;
import dev.espalier.graph.FrozenModel;
import dev.espalier.graph.PruningReport;
import dev.espalier.graph.PruningReport.Cost;
import dev.espalier.graph.PruningReport.Part;
import dev.espalier.graph.internal.ServingStep.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts what a plan costs in training and what is left of it in serving. */
public final class PruningCosts {

  private PruningCosts() {}

  /** The report on this model and what serving has of it. */
  public static PruningReport of(FrozenModel model, ServingPlan serving) {
    Plan plan = model.plan();
    List<Part> parts = new ArrayList<>();
    Map<String, Codes> codes =
        model.codes().stream().collect(Collectors.toMap(Codes::path, own -> own));
    List<Bank> attentions =
        plan.attentions().stream().flatMap(unit -> unit.banks().stream()).toList();
    Cost tables =
        new Cost(
            size(plan.tables().stream().map(Table::rows).toList()) + sizes(attentions),
            plan.attentions().stream().mapToLong(AttentionUnit::multiplyAdds).sum());
    parts.add(new Part("topology.inputs", tables, tables, List.of(), List.of()));
    for (int s = 0; s < plan.steps().size(); s++) {
      parts.add(part(plan.steps().get(s), serving.live().get(s), serving, codes));
    }
    for (int t = 0; t < serving.parts().size(); t++) {
      String task = serving.parts().get(t).tasks().get(0).name();
      TowerGroup tower = serving.parts().get(t).towers().get(0);
      Cost main = tower(plan.towers(), task);
      Cost small = tower(plan.auxiliaries(), task);
      Cost position = position(plan, task);
      Cost before =
          new Cost(
              main.parameters() + small.parameters() + position.parameters(),
              main.multiplyAdds() + small.multiplyAdds() + position.multiplyAdds());
      Cost after = new Cost(sizes(tower.banks()), tower.multiplyAdds());
      int place = plan.topology().taskNames().indexOf(task);
      String path = "topology.tasks[%d] (%s)".formatted(place, task);
      parts.add(new Part(path, before, after, List.of(), List.of()));
    }
    return new PruningReport(parts, model.codes());
  }

  /** What an example costs that leaves at each exit, then one that leaves at none. */
  public static List<Long> depths(FrozenModel model) {
    ServingPlan serving = ServingPlan.of(model);
    Plan plan = model.plan();
    List<Long> depths = new ArrayList<>();
    long sum = plan.attentions().stream().mapToLong(AttentionUnit::multiplyAdds).sum();
    for (Step step : plan.steps()) {
      sum += serving.step(step.path()).map(ServingStep::multiplyAdds).orElse(0L);
      if (step instanceof ExitStep) {
        depths.add(sum);
      }
    }
    depths.add(
        sum + serving.together().towers().stream().mapToLong(TowerGroup::multiplyAdds).sum());
    return depths;
  }

  private static Part part(
      Step step, List<Integer> live, ServingPlan serving, Map<String, Codes> codes) {
    long parameters = 0;
    long multiplyAdds = 0;
    List<Integer> constant = new ArrayList<>();
    ServingStep left = serving.step(step.path()).orElse(null);
    if (left != null) {
      parameters = sizes(left.banks());
      multiplyAdds = left.multiplyAdds();
      if (left instanceof Routing routing) {
        for (int k = 0; k < live.size(); k++) {
          if (routing.constants().get(k) != null) {
            constant.add(live.get(k));
          }
        }
      } else if (step instanceof HierarchicalStep hierarchy) {
        live.stream().filter(copy -> isConstant(hierarchy, copy, codes)).forEach(constant::add);
      }
    }
    return new Part(
        step.path(),
        new Cost(sizes(step.banks()), step.multiplyAdds()),
        new Cost(parameters, multiplyAdds),
        absent(step, live, left),
        constant);
  }

  /** Of experts with a router those that are gone, of other networks those that nobody reads. */
  private static List<Integer> absent(Step step, List<Integer> live, @Nullable ServingStep left) {
    List<Integer> kept =
        left instanceof ServingStep.Kept some && some.step() instanceof SparseStep sparse
            ? sparse.left()
            : left instanceof ServingStep.Chosen chosen
                ? chosen.left()
                : step instanceof SparseStep ? List.of() : live;
    int all = step instanceof SparseStep sparse ? sparse.experts().count() : step.out().size();
    return IntStream.range(0, all).filter(i -> !kept.contains(i)).boxed().toList();
  }

  /** Whether nothing that this copy still has reads its stream or the features. */
  private static boolean isConstant(
      HierarchicalStep hierarchy, int copy, Map<String, Codes> codes) {
    Liveness live = Liveness.ofCopy(hierarchy, copy, codes);
    List<Step> steps = hierarchy.copies().get(copy);
    return live.into(0).isEmpty()
        && IntStream.range(0, steps.size())
            .noneMatch(s -> !live.outOf(s).isEmpty() && steps.get(s).readsFeatures());
  }

  private static Cost tower(List<TowerGroup> groups, String task) {
    for (TowerGroup group : groups) {
      int tasks = group.tasks().size();
      if (group.tasks().stream().anyMatch(own -> own.name().equals(task))) {
        return new Cost(sizes(group.banks()) / tasks, group.multiplyAdds() / tasks);
      }
    }
    return new Cost(0, 0);
  }

  private static Cost position(Plan plan, String task) {
    return plan.positions().stream()
        .filter(tower -> tower.task().name().equals(task))
        .findFirst()
        .map(tower -> new Cost(size(tower.parameters()), tower.multiplyAdds()))
        .orElse(new Cost(0, 0));
  }

  private static long sizes(List<Bank> banks) {
    return banks.stream().mapToLong(bank -> size(bank.members())).sum();
  }

  private static long size(List<Parameter> parameters) {
    return parameters.stream().mapToLong(Parameter::size).sum();
  }
}
