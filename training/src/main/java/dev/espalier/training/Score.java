package dev.espalier.training;

import dev.espalier.training.metrics.TaskMetrics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What makes one validation better than another: a number made of its metrics, the larger the
 * better. The checkpoint of the best validation is the one that is kept, served and exported.
 *
 * <p>Scores are values, and add up: {@code metric("click", "auc").times(.7).plus(metric("buy",
 * "log_loss").times(.3))}, in Kotlin with {@code *} and {@code +}. A metric of which less is better
 * counts negatively, a ratio by how far its logarithm is from 0.
 */
public interface Score {

  /**
   * A metric that a score reads.
   *
   * @param task name of the task
   * @param metric name of the metric; null for the task's main one
   */
  record Part(String task, @Nullable String metric) {}

  /**
   * The score of a validation.
   *
   * @param validation metrics of each task with labels, in the topology's order
   * @param first those of the first validation of the run
   * @return not a number where it is not defined, which is worse than any number
   */
  double of(List<TaskMetrics> validation, List<TaskMetrics> first);

  /** What reports call it. */
  String name();

  /** The metrics it cannot do without, which a training makes sure of before it begins. */
  default List<Part> parts() {
    return List.of();
  }

  /** This score so many times. */
  default Score times(double factor) {
    return new Scores.Times(this, factor);
  }

  /** Both together. */
  default Score plus(Score other) {
    return new Scores.Sum(this, other);
  }

  /** The mean of the tasks' main metrics, of those that are defined: the default. */
  static Score mean() {
    return new Scores.Mean();
  }

  /** The main metric of one task. */
  static Score task(String task) {
    return new Scores.One(task, null);
  }

  /**
   * A metric of one task.
   *
   * @param metric its name, such as {@code auc} or one of the settings' own
   */
  static Score metric(String task, String metric) {
    return new Scores.One(task, metric);
  }

  /**
   * How far the task that gained least is from where it was in the first validation: the least of
   * (score - first) / |first| over the tasks' main metrics; of a task that began at 0 the
   * difference itself. It is 0 at first.
   */
  static Score worst() {
    return new Scores.Worst();
  }

  /** A score of one's own, of the metrics of each task. */
  static Score of(String name, ToDoubleFunction<List<TaskMetrics>> score) {
    return new Scores.Own(name, score);
  }
}
