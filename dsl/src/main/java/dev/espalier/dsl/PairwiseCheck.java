package dev.espalier.dsl;

import org.jspecify.annotations.Nullable;

/** The rules for the groups inside which tasks are ranked. */
final class PairwiseCheck {
  private final Topology topology;
  private final Problems problems;

  PairwiseCheck(Topology topology, Problems problems) {
    this.topology = topology;
    this.problems = problems;
  }

  void run() {
    String first = null;
    for (int i = 0; i < topology.tasks().size(); i++) {
      Task task = topology.tasks().get(i);
      if (task.loss() instanceof Loss.Pairwise pairwise) {
        group("topology.tasks[" + i + "].loss.group", pairwise.group(), task, first);
        first = first == null ? pairwise.group() : first;
      }
    }
  }

  private void group(String path, String group, Task task, @Nullable String first) {
    if (group.isEmpty()) {
      problems.add(path, "\"\"", "the name of a column", "Name the column of the group");
    } else if (task.labels().contains(group)) {
      problems.add(
          path,
          Problems.quoted(group),
          "another column than the label's",
          "Name the column that says which examples are ranked together");
    } else if (first != null && !first.equals(group)) {
      problems.add(
          path,
          Problems.quoted(group),
          Problems.quoted(first) + ", as of the first task with groups",
          "Batches keep the examples of one kind of group together");
    }
  }
}
