package dev.espalier.training.internal;

import dev.espalier.dsl.Problem;
import dev.espalier.training.EarlyStopping;
import dev.espalier.training.TrainingException;
import dev.espalier.training.metrics.TaskMetrics;
import java.util.List;

/** Turns the metrics of a validation into one number, larger being better, and says when to end. */
final class Judge {
  private final EarlyStopping rule;
  private double best = Double.NEGATIVE_INFINITY;
  private int bestEpoch;
  private int since;

  /** A judge that has seen nothing; the task of the rule must be one of these. */
  Judge(EarlyStopping rule, List<String> tasks) {
    if (rule instanceof EarlyStopping.OnTask on && !tasks.contains(on.task())) {
      throw new TrainingException(
          new Problem(
              "training.earlyStopping.task",
              '"' + on.task() + '"',
              "one of " + tasks,
              "Name a task of the topology"));
    }
    this.rule = rule;
  }

  /** Takes note of a validation; whether it is the best so far. */
  boolean isBest(int epoch, List<TaskMetrics> validation) {
    double score = score(validation);
    if (score > best || bestEpoch == 0) {
      best = score;
      bestEpoch = epoch;
      since = 0;
      return true;
    }
    since++;
    return false;
  }

  /** The score of a validation: of the watched task, or the mean of the tasks. */
  double score(List<TaskMetrics> validation) {
    double mean =
        validation.stream()
            .filter(
                task -> !(rule instanceof EarlyStopping.OnTask on) || on.task().equals(task.task()))
            .filter(task -> !Double.isNaN(task.mainValue()))
            .mapToDouble(task -> task.main().score(task.mainValue()))
            .average()
            .orElse(Double.NEGATIVE_INFINITY);
    return mean;
  }

  /** Whether the rule has run out of patience. */
  boolean isOver() {
    if (rule instanceof EarlyStopping.OnTask on) {
      return since >= on.patience();
    }
    return rule instanceof EarlyStopping.OnMean on && since >= on.patience();
  }

  int bestEpoch() {
    return bestEpoch;
  }
}
