package dev.espalier.dsl.plan;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.PositionBias;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/** Works out the towers on positions. */
final class PositionPlanner {

  private PositionPlanner() {}

  static List<PositionTower> towers(Topology topology, Reach reach) {
    List<PositionTower> towers = new ArrayList<>();
    for (Task task : topology.tasks()) {
      if (task.positionBias() != null) {
        towers.add(tower(task, task.positionBias(), reach.of(task.name())));
      }
    }
    return towers;
  }

  private static PositionTower tower(Task task, PositionBias bias, Owner owner) {
    String name = "tasks/" + task.name() + "/position";
    Categorical feature = bias.feature();
    Parameter rows =
        new Parameter(
            name + "/table",
            List.of(feature.coding().rows(), bias.dimension()),
            Role.TABLE,
            new Initializer.Uniform(0.05f),
            owner,
            0f);
    NetworkPlanner planner = new NetworkPlanner(1, i -> name, i -> owner);
    Networks hidden = planner.networks(bias.dimension(), bias.tower());
    int read = hidden.outputWidth();
    Bank kernel =
        planner.bank(
            "head/kernel",
            List.of(read, 1),
            Role.KERNEL,
            Initializer.glorot(read, 1),
            bias.tower().l2());
    LayerPlan head = new LayerPlan(read, 1, kernel, null, null, Activation.LINEAR, 0f);
    return new PositionTower(task, new Table(feature, List.of(feature.name()), rows), hidden, head);
  }
}
