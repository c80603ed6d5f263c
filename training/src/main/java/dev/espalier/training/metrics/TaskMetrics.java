package dev.espalier.training.metrics;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How good the predictions of a task are.
 *
 * @param task name of the task
 * @param values the task's metrics, the main one first; not a number where a metric is not defined,
 *     as the area of a single class
 */
public record TaskMetrics(String task, Map<Metric, Double> values) {

  /**
   * Copies the map and keeps its order.
   *
   * @throws IllegalArgumentException where there is no metric
   */
  public TaskMetrics {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Task \"" + task + "\" has no metric.");
    }
  }

  /**
   * Measures predictions.
   *
   * @param task the task
   * @param predictions what the model serves: [rows] probabilities of yes, [rows, classes or
   *     labels] probabilities row-major, or [rows] values
   * @param labels [rows]; of a multilabel task [labels, rows]
   * @param weights like the labels, not negative, 0 where one is missing; null for 1 everywhere
   */
  public static TaskMetrics of(
      Task task, float[] predictions, float[] labels, float @Nullable [] weights) {
    return of(task, List.of(), predictions, labels, weights);
  }

  /**
   * Measures predictions, also by metrics of one's own.
   *
   * @param own those that the target has come after Espalier's
   */
  public static TaskMetrics of(
      Task task,
      List<CustomMetric> own,
      float[] predictions,
      float[] labels,
      float @Nullable [] weights) {
    return of(task, own, predictions, labels, weights, Map.of());
  }

  /**
   * Measures predictions, also by metrics of one's own that look at groups.
   *
   * @param groups [rows] of each column that a {@link GroupedMetric} names, by its name
   */
  public static TaskMetrics of(
      Task task,
      List<CustomMetric> own,
      float[] predictions,
      float[] labels,
      float @Nullable [] weights,
      Map<String, int[]> groups) {
    Map<Metric, Double> values = new LinkedHashMap<>();
    Target target = task.target();
    Map<Metric, Measure> measures = new LinkedHashMap<>();
    Metric.of(target)
        .forEach(metric -> measures.put(metric, (p, y, w) -> measure(metric, target, p, y, w)));
    measures.forEach(
        (metric, measure) ->
            values.put(metric, each(target, measure, predictions, labels, weights)));
    for (CustomMetric metric : own) {
      if (metric.measures(target)) {
        Measure measure = own(metric, target, groups);
        values.put(
            metric.metric(),
            metric instanceof MultilabelMetric
                ? measure.of(predictions, labels, weights)
                : each(target, measure, predictions, labels, weights));
      }
    }
    return new TaskMetrics(task.name(), values);
  }

  private interface Measure {
    double of(float[] predictions, float[] labels, float @Nullable [] weights);
  }

  private static Measure own(CustomMetric metric, Target target, Map<String, int[]> groups) {
    if (!(metric instanceof GroupedMetric grouped)) {
      return (p, y, w) -> metric.of(target, p, y, w);
    }
    int[] of = groups.get(grouped.column());
    if (of == null) {
      throw new IllegalArgumentException(
          "Metric %s takes the groups of column \"%s\"; received those of %s."
              .formatted(metric.metric().label(), grouped.column(), groups.keySet()));
    }
    return (p, y, w) -> grouped.of(target, p, y, w, of);
  }

  private static double each(
      Target target,
      Measure measure,
      float[] predictions,
      float[] labels,
      float @Nullable [] weights) {
    return target instanceof Target.Multilabel
        ? mean(measure, target.width(), predictions, labels, weights)
        : measure.of(predictions, labels, weights);
  }

  /** The mean over the labels for which the metric is defined. */
  private static double mean(
      Measure measure,
      int columns,
      float[] predictions,
      float[] labels,
      float @Nullable [] weights) {
    int rows = labels.length / columns;
    double sum = 0;
    int defined = 0;
    for (int c = 0; c < columns; c++) {
      float[] own = new float[rows];
      for (int row = 0; row < rows; row++) {
        own[row] = predictions[row * columns + c];
      }
      int from = c * rows;
      double value =
          measure.of(
              own,
              Arrays.copyOfRange(labels, from, from + rows),
              weights == null ? null : Arrays.copyOfRange(weights, from, from + rows));
      if (!Double.isNaN(value)) {
        sum += value;
        defined++;
      }
    }
    return sum / defined;
  }

  private static double measure(
      Metric metric,
      Target target,
      float[] predictions,
      float[] labels,
      float @Nullable [] weights) {
    boolean several = target instanceof Target.Multiclass || target instanceof Target.Ordinal;
    int classes = target.width();
    if (metric.equals(Metric.AUC)) {
      return Auc.of(predictions, labels, weights);
    } else if (metric.equals(Metric.LOG_LOSS)) {
      return several
          ? LogLoss.of(predictions, classes, labels, weights)
          : LogLoss.of(predictions, labels, weights);
    } else if (metric.equals(Metric.ACCURACY)) {
      return several
          ? Accuracy.of(predictions, classes, labels, weights)
          : Accuracy.of(predictions, labels, weights);
    } else if (metric.equals(Metric.POISSON_DEVIANCE)) {
      return PoissonDeviance.of(predictions, labels, weights);
    } else if (metric.equals(Metric.PINBALL_LOSS)) {
      return PinballLoss.of(((Target.Quantile) target).q(), predictions, labels, weights);
    } else if (metric.equals(Metric.RMSE)) {
      return Rmse.of(predictions, labels, weights);
    }
    return several
        ? Mae.ofClasses(predictions, classes, labels, weights)
        : Mae.of(predictions, labels, weights);
  }

  /** The metric that says best how good the task is. */
  public Metric main() {
    return values.keySet().iterator().next();
  }

  /** The value of the main metric. */
  public double mainValue() {
    return value(main());
  }

  /** The value of a metric; not a number where the task does not have it. */
  public double value(Metric metric) {
    return values.getOrDefault(metric, Double.NaN);
  }
}
