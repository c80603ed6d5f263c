package dev.espalier.dsl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for one task: its target, tower, weight and columns. */
final class TaskCheck {
  private final InputColumns inputs;
  private final Limits limits;
  private final Problems problems;

  TaskCheck(List<Feature> inputs, Limits limits, Problems problems) {
    this.inputs = new InputColumns(inputs);
    this.limits = limits;
    this.problems = problems;
  }

  void task(String path, Task task) {
    TargetCheck target = new TargetCheck(limits, problems);
    target.target(path, task.target());
    if (task.loss() != null) {
      target.loss(path + ".loss", task.loss(), task.target());
    }
    LayersCheck layers = new LayersCheck(limits, problems);
    layers.layers(path + ".tower", task.tower());
    float weight = task.weight();
    problems.number(
        path + ".weight",
        weight,
        weight > 0,
        "a positive number",
        "Remove the task to switch it off");
    keptNegatives(path + ".keptNegatives", task);
    SelfAuxiliary auxiliary = task.selfAuxiliary();
    if (auxiliary != null) {
      problems.number(
          path + ".selfAuxiliary.gamma",
          auxiliary.gamma(),
          auxiliary.gamma() > 0,
          "a positive number",
          "Remove the small tower to switch it off");
      layers.layers(path + ".selfAuxiliary.tower", auxiliary.tower());
    }
    if (task.target() instanceof Target.Multilabel several) {
      for (int i = 0; i < several.labels().size(); i++) {
        label(path + ".labels[" + i + "]", several.labels().get(i));
      }
      if (!task.label().equals(task.name())) {
        problems.add(
            path + ".label",
            Problems.quoted(task.label()),
            "no column beside those of the labels",
            "Name the columns where the task is made: multilabel(name, labels…)");
      }
    } else {
      label(path + ".label", task.label());
    }
    column(path + ".mask", task.mask(), task.labels());
    column(path + ".exampleWeight", task.exampleWeight(), task.labels());
  }

  private void keptNegatives(String path, Task task) {
    float share = task.keptNegatives();
    boolean binary = task.target() instanceof Target.Binary;
    problems.number(
        path,
        share,
        share == 1 || binary && share > 0 && share < 1,
        binary ? "above 0, at most 1" : "1 where a task is not binary",
        "Leave it out where all examples are there");
  }

  private void label(String path, String label) {
    if (label.isEmpty()) {
      problems.add(path, "\"\"", "the name of a column", "Leave it out to use the task's name");
    }
    Integer leak = inputs.indexOf(label);
    if (leak != null) {
      problems.add(
          path,
          Problems.quoted(label),
          "a column that is not an input",
          "Remove topology.inputs[" + leak + "], which would show the model its answer");
    }
  }

  private void column(String path, @Nullable String column, List<String> labels) {
    if (column == null) {
      return;
    }
    if (column.isEmpty()) {
      problems.add(path, "\"\"", "the name of a column", "Leave it out to have none");
    } else if (labels.contains(column)) {
      problems.add(
          path,
          Problems.quoted(column),
          "another column than the label's",
          "Name the column that says which labels count");
    }
  }
}
