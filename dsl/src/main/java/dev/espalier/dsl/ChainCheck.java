package dev.espalier.dsl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for chains of tasks: what they name must be binary tasks, each once. */
final class ChainCheck {
  private final Topology topology;
  private final Problems problems;
  private final Map<String, Task> tasks = new HashMap<>();

  ChainCheck(Topology topology, Problems problems) {
    this.topology = topology;
    this.problems = problems;
    topology.tasks().forEach(task -> tasks.putIfAbsent(task.name(), task));
  }

  void run() {
    for (PlacedBlock placed : topology.blocks()) {
      if (placed.block() instanceof Aitm aitm) {
        chain(placed.path() + ".chain", aitm.chain());
      }
    }
  }

  private void chain(String path, List<String> chain) {
    if (chain.size() < 2) {
      problems.add(
          path,
          chain.size() + " tasks",
          "two or more",
          "Name the tasks in the order in which one follows the other");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < chain.size(); i++) {
      String name = chain.get(i);
      Task task = tasks.get(name);
      if (task == null || !(task.target() instanceof Target.Binary)) {
        problems.add(
            path + "[" + i + "]",
            Problems.quoted(name),
            "the name of a binary task",
            task == null ? "Add such a task" : "Take it out of the chain");
      } else {
        problems.once(path + "[" + i + "]", name, seen);
      }
    }
  }
}
