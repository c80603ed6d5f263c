package dev.espalier.training.data;

import dev.espalier.dsl.Task;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the labels of each task weigh in all, gathered from one part of a table after another. */
final class LabelTotals {
  private final Map<Column, Double> weights = new LinkedHashMap<>();

  /** A column as a label of a task. */
  private record Column(String task, String label) {}

  /** Takes note of the labels of a part. */
  void add(Task task, String label, double weight) {
    weights.merge(new Column(task.name(), label), weight, Double::sum);
  }

  /** Tells of labels that were read of which none counts. */
  void require(TableFacts table, Problems problems) {
    weights.forEach(
        (column, weight) -> {
          if (weight == 0) {
            problems.add(
                table.place(column.label),
                "no label with a weight above 0 in " + table.rows() + " rows",
                "at least one for task " + Problems.quote(column.task),
                "Add labelled examples, or leave the task out");
          }
        });
  }
}
