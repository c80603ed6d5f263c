package dev.espalier.dsl;

import java.util.List;
import java.util.OptionalInt;

/** The rules for small towers: they read a shared representation, and they are small. */
final class SelfAuxiliaryCheck {
  private final Topology topology;
  private final Problems problems;

  /** Checks a topology in which nothing else is wrong, but perhaps its size. */
  SelfAuxiliaryCheck(Topology topology, Problems problems) {
    this.topology = topology;
    this.problems = problems;
  }

  void run() {
    for (int t = 0; t < topology.tasks().size(); t++) {
      Task task = topology.tasks().get(t);
      if (task.selfAuxiliary() != null) {
        String path = "topology.tasks[" + t + "].selfAuxiliary";
        shared(path);
        small(path, task, task.selfAuxiliary());
      }
    }
  }

  private void shared(String path) {
    OptionalInt block = separating();
    if (block.isPresent()) {
      problems.add(
          path,
          "a representation of the task's own, made by " + topology.path(block.getAsInt()),
          "a shared representation, or one that gates mix from shared networks",
          "Remove the small tower, or that block");
    }
  }

  /** The first block that leads each task through networks of its own. */
  private OptionalInt separating() {
    List<List<Stream>> streams = StreamFlow.through(topology);
    for (int i = 0; i < topology.shared().size(); i++) {
      if (topology.shared().get(i).separates(streams.get(i))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private void small(String path, Task task, SelfAuxiliary auxiliary) {
    int body = StreamFlow.towerInput(topology);
    long main = TopologySize.tower(body, task.tower(), task.target()).parameters();
    long small = TopologySize.tower(body, auxiliary.tower(), task.target()).parameters();
    if (small >= main) {
      problems.add(
          path + ".tower",
          small + " parameters with its output layer",
          "fewer than the " + main + " of the task's tower with its own",
          "Give the small tower fewer units, or the task's tower more");
    }
  }
}
