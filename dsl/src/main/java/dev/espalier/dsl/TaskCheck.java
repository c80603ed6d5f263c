package dev.espalier.dsl;

import java.util.List;
import java.util.Objects;
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
    target(path, task.target());
    LayersCheck layers = new LayersCheck(limits, problems);
    layers.layers(path + ".tower", task.tower());
    float weight = task.weight();
    problems.number(
        path + ".weight",
        weight,
        weight > 0,
        "a positive number",
        "Remove the task to switch it off");
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
    label(path + ".label", task.label());
    column(path + ".mask", task.mask(), task.label());
    column(path + ".exampleWeight", task.exampleWeight(), task.label());
  }

  private void target(String path, Target target) {
    if (target instanceof Target.Multiclass multiclass
        && (multiclass.classes() < 2 || multiclass.classes() > limits.width())) {
      problems.add(
          path + ".classes",
          multiclass.classes() + "",
          "2 to " + limits.width(),
          "Use binary for yes or no");
    }
    if (target instanceof Target.Binary binary && Objects.equals(binary.positive(), "")) {
      problems.add(
          path + ".positive",
          "\"\"",
          "text that is not empty",
          "An empty cell is a missing label; leave it out where labels are 0 and 1");
    }
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

  private void column(String path, @Nullable String column, String label) {
    if (column == null) {
      return;
    }
    if (column.isEmpty()) {
      problems.add(path, "\"\"", "the name of a column", "Leave it out to have none");
    } else if (column.equals(label)) {
      problems.add(
          path,
          Problems.quoted(column),
          "another column than the label's",
          "Name the column that says which labels count");
    }
  }
}
