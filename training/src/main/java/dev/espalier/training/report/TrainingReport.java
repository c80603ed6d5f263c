package dev.espalier.training.report;

import dev.espalier.training.GradientStep;
import dev.espalier.training.Score;
import dev.espalier.training.data.HashCollisions;
import dev.espalier.training.metrics.TaskMetrics;
import java.util.List;

/**
 * What came out of a training run.
 *
 * @param topology name of the topology
 * @param history every validation
 * @param bestEpoch the epoch whose weights were kept, as {@link Epoch#epoch} counts
 * @param score what the best epoch is best by, such as {@code mean of main metrics}
 * @param parameters number of trained parameters
 * @param seconds wall-clock seconds of the whole run
 * @param merge how the task gradients were merged, which says what those in the history are by
 * @param collisions how the values of each hashed feature in the training part fall into its
 *     buckets
 */
public record TrainingReport(
    String topology,
    History history,
    int bestEpoch,
    String score,
    long parameters,
    double seconds,
    GradientStep.Merge merge,
    List<HashCollisions> collisions) {

  /**
   * Checks the best epoch and copies the collisions.
   *
   * @throws IllegalArgumentException where the history does not have it
   */
  public TrainingReport {
    collisions = List.copyOf(collisions);
    if (history.epochs().stream().noneMatch(epoch -> epoch.epoch() == bestEpoch)) {
      throw new IllegalArgumentException(
          "The best epoch is one of the history's %s; received %d."
              .formatted(history.epochs().stream().map(Epoch::epoch).toList(), bestEpoch));
    }
  }

  /** The report of a run whose best epoch has the best mean of the tasks' main metrics. */
  public TrainingReport(
      String topology,
      History history,
      int bestEpoch,
      long parameters,
      double seconds,
      GradientStep.Merge merge,
      List<HashCollisions> collisions) {
    this(topology, history, bestEpoch, Score.mean().name(), parameters, seconds, merge, collisions);
  }

  /** What is known of the best epoch. */
  public Epoch best() {
    return history.epochs().stream()
        .filter(epoch -> epoch.epoch() == bestEpoch)
        .findFirst()
        .orElseThrow();
  }

  /** Per task, in the order of the topology, the metrics of the best epoch. */
  public List<TaskMetrics> metrics() {
    return best().validation();
  }

  /**
   * The report for people, as Markdown: a summary, the tasks at the best epoch, all epochs, which
   * tasks moved against each other, the gradients, the routing, and the collisions of hashed
   * features.
   */
  public String markdown() {
    return new ReportMarkdown(this).write();
  }
}
