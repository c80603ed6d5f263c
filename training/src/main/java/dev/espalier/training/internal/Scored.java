package dev.espalier.training.internal;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.metrics.CustomMetric;
import dev.espalier.training.metrics.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that metrics look at: for each task, in the topology's order, what a model said and what is
 * true.
 *
 * @param predictions [rows, target width] of each task
 * @param labels [label columns, rows] of each task
 * @param weights like the labels; null where all are 1
 * @param groups of the rows, by each column that a metric names
 */
public record Scored(
    List<float[]> predictions,
    List<float[]> labels,
    @Nullable List<float[]> weights,
    Map<String, int[]> groups) {

  /** What was said of examples in memory. */
  static Scored of(EncodedExamples examples, List<float[]> predictions, Map<String, int[]> groups) {
    List<float[]> labels = new ArrayList<>();
    List<float[]> weights = new ArrayList<>();
    for (int t = 0; t < examples.tasks(); t++) {
      labels.add(examples.labels(t));
      if (examples.weighted()) {
        weights.add(examples.weights(t));
      }
    }
    return new Scored(predictions, labels, examples.weighted() ? weights : null, groups);
  }

  /** The metrics of each task that has labels. */
  List<TaskMetrics> metrics(Plan plan, List<CustomMetric> own) {
    List<TaskMetrics> metrics = new ArrayList<>();
    List<Task> tasks = plan.topology().tasks();
    for (Task task : plan.topology().tasksWithLoss()) {
      int t = tasks.indexOf(task);
      metrics.add(
          TaskMetrics.of(
              task,
              own,
              predictions.get(t),
              labels.get(t),
              weights == null ? null : weights.get(t),
              groups));
    }
    return metrics;
  }
}
