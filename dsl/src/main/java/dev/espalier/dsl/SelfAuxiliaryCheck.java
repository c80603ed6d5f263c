package dev.espalier.dsl;

import java.util.List;
import java.util.Optional;

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
    Optional<PlacedBlock> block = separating();
    if (block.isPresent()) {
      problems.add(
          path,
          "a representation of the task's own, made by " + block.get().path(),
          "a shared representation, or one that gates mix from shared networks",
          "Remove the small tower, or that block");
    }
  }

  /** The first block that leads each task through networks of its own. */
  private Optional<PlacedBlock> separating() {
    List<List<Stream>> streams = StreamFlow.through(topology);
    List<PlacedBlock> blocks = topology.blocks();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).block().separates(streams.get(i))) {
        return Optional.of(blocks.get(i));
      }
    }
    return Optional.empty();
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
