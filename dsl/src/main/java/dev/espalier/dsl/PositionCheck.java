package dev.espalier.dsl;

import java.util.List;

/** The rules for towers on the position at which an example was shown. */
final class PositionCheck {
  private final Topology topology;
  private final Limits limits;
  private final Problems problems;
  private final InputColumns inputs;

  PositionCheck(Topology topology, Limits limits, Problems problems) {
    this.topology = topology;
    this.limits = limits;
    this.problems = problems;
    this.inputs = new InputColumns(topology.inputs());
  }

  void run() {
    for (int i = 0; i < topology.tasks().size(); i++) {
      PositionBias bias = topology.tasks().get(i).positionBias();
      if (bias != null) {
        String path = "topology.tasks[" + i + "].positionBias";
        target(path, topology.tasks().get(i).target());
        column(path + ".column", bias.column());
        problems.positive(path + ".positions", bias.positions(), limits.rows());
        problems.positive(path + ".dimension", bias.dimension(), limits.width());
        new LayersCheck(limits, problems).layers(path + ".tower", bias.tower());
        problems.number(
            path + ".dropout",
            bias.dropout(),
            bias.dropout() >= 0 && bias.dropout() < 1,
            "0 up to but not 1",
            "Give the share of examples without it");
      }
    }
  }

  private void target(String path, Target target) {
    boolean oneLogit =
        target instanceof Target.Binary
            || target instanceof Target.Count
            || target instanceof Target.Regression
            || target instanceof Target.Quantile;
    if (!oneLogit) {
      problems.add(
          path,
          "a tower on the position",
          "a binary, count, regression or quantile task",
          "Give it to a task with a tower of one output");
    }
  }

  private void column(String path, String column) {
    Integer leak = inputs.indexOf(column);
    List<String> labels = topology.tasks().stream().flatMap(t -> t.labels().stream()).toList();
    if (column.isEmpty()) {
      problems.add(path, "\"\"", "the name of a column", "Name the column of the position");
    } else if (leak != null) {
      problems.add(
          path,
          Problems.quoted(column),
          "a column that is not an input",
          "Remove topology.inputs["
              + leak
              + "], by which the model would know the position in serving, too");
    } else if (labels.contains(column)) {
      problems.add(
          path,
          Problems.quoted(column),
          "a column that is not a label",
          "Name the column of the position");
    }
  }
}
