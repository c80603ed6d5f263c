package dev.espalier.dsl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for the weights and thresholds of exits: tasks say how sure they are. */
final class ExitCheck {
  private final Topology topology;
  private final Problems problems;
  private final List<String> sure;

  ExitCheck(Topology topology, Problems problems) {
    this.topology = topology;
    this.problems = problems;
    this.sure =
        topology.tasks().stream()
            .filter(task -> Confidence.isDefined(task.target()))
            .map(Task::name)
            .toList();
  }

  void run() {
    for (PlacedBlock placed : topology.blocks()) {
      if (placed.block() instanceof Exit exit) {
        exit(placed.path(), exit);
      }
    }
    for (int i = 0; i < topology.shared().size(); i++) {
      if (topology.shared().get(i) instanceof Cascade && sure.isEmpty()) {
        problems.add(
            topology.path(i),
            "no task whose answers have a confidence: " + topology.taskNames(),
            "at least one task of yes or no, of classes or of labels",
            "Give the blocks without a cascade, or add such a task");
      }
    }
  }

  private void exit(String path, Exit exit) {
    float weight = exit.weight();
    problems.number(
        path + ".weight",
        weight,
        weight > 0,
        "a positive number",
        "Remove the exit to switch it off");
    threshold(path + ".threshold", exit.threshold());
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < exit.thresholds().size(); i++) {
      String place = path + ".thresholds[" + i + "]";
      String task = exit.thresholds().get(i).task();
      if (!sure.contains(task)) {
        problems.add(
            place + ".task",
            Problems.quoted(task),
            "a task of yes or no, of classes or of labels: " + sure,
            "Name one of them, or leave the threshold out");
      } else {
        problems.once(place + ".task", task, seen);
      }
      threshold(place + ".threshold", exit.thresholds().get(i).threshold());
    }
  }

  private void threshold(String path, float threshold) {
    problems.number(
        path,
        threshold,
        threshold >= 0 && threshold <= 1,
        "0 to 1",
        "At 1 nobody leaves, at 0 the task holds nobody back");
  }
}
