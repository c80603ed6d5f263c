package dev.espalier.dsl.plan;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.ArrayList;
import java.util.List;

/** Whose losses reach the output of a task's tower: its own, and those of its products. */
final class Reach {
  private final Topology topology;

  Reach(Topology topology) {
    this.topology = topology;
  }

  /** Who owns the tower of this task, and a stream that only this task reads. */
  Owner of(String task) {
    List<String> losses = new ArrayList<>();
    for (Task other : topology.tasksWithLoss()) {
      if (other.name().equals(task)
          || other.target() instanceof Target.Product product && product.contains(task)) {
        losses.add(other.name());
      }
    }
    return losses.size() == 1 ? new Owner.OfTask(losses.get(0)) : new Owner.Shared(losses);
  }

  /** Who owns what every task reads. */
  Owner everyone() {
    return new Owner.Shared(topology.tasksWithLoss().stream().map(Task::name).toList());
  }
}
