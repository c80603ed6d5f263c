package dev.espalier.samples.study;

import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import java.util.List;

/**
 * What trials are compared by, beside the score: a metric of a task.
 *
 * @param task its name
 * @param metric which way is better, too
 */
public record Objective(String task, Metric metric) {

  /** Its value in a validation; not a number where there is none. */
  double of(List<TaskMetrics> validation) {
    return validation.stream()
        .filter(each -> each.task().equals(task))
        .map(each -> each.values().getOrDefault(metric, Double.NaN))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** A column's name, such as {@code click/auc}. */
  @Override
  public String toString() {
    return task + "/" + metric.label();
  }
}
