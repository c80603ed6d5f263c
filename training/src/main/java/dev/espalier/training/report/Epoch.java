package dev.espalier.training.report;

import dev.espalier.training.metrics.TaskMetrics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known after a validation.
 *
 * @param epoch passes over the training part, from 1
 * @param step update steps since the start, skipped ones included
 * @param seconds wall-clock seconds since the start of training, over all resumptions
 * @param examplesPerSecond training examples per second in this epoch, validation not counted
 * @param losses per task, in the order of the topology, the mean training loss of this epoch,
 *     unweighted by the task's weight; not a number where no label came
 * @param validation per task, in the order of the topology; empty without a validation part
 * @param pairs of tasks with what is between their gradients; empty where nobody measured them
 * @param gradients per task, in the order of the topology; empty where nobody measured them
 * @param routing of each block with a router, in the order of the topology, what it did
 * @param skippedSteps steps of this epoch that changed nothing, because a number was not finite
 * @param score by which the best epoch is chosen, the larger the better; not a number where nobody
 *     measured
 * @param frozen names of the tasks that stay as they are from here on, in the order in which they
 *     converged
 */
public record Epoch(
    int epoch,
    long step,
    double seconds,
    double examplesPerSecond,
    Map<String, Double> losses,
    List<TaskMetrics> validation,
    List<GradientPair> pairs,
    List<GradientShare> gradients,
    List<ExpertRouting> routing,
    long skippedSteps,
    double score,
    List<String> frozen) {

  /** Copies the collections and keeps their order. */
  public Epoch {
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    validation = List.copyOf(validation);
    pairs = List.copyOf(pairs);
    gradients = List.copyOf(gradients);
    routing = List.copyOf(routing);
    frozen = List.copyOf(frozen);
  }

  /** A validation without a score, with no task frozen. */
  public Epoch(
      int epoch,
      long step,
      double seconds,
      double examplesPerSecond,
      Map<String, Double> losses,
      List<TaskMetrics> validation,
      List<GradientPair> pairs,
      List<GradientShare> gradients,
      List<ExpertRouting> routing,
      long skippedSteps) {
    this(
        epoch,
        step,
        seconds,
        examplesPerSecond,
        losses,
        validation,
        pairs,
        gradients,
        routing,
        skippedSteps,
        Double.NaN,
        List.of());
  }
}
