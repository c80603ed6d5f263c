package dev.espalier.training.internal;

import dev.espalier.training.EarlyStopping;
import dev.espalier.training.Score;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.metrics.TaskMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says which validation is the best, which tasks are frozen, and when to end. */
final class Judge {
  private final Score score;
  private final Score watched;
  private final EarlyStopping rule;
  private final double least;
  private final Improvement kept = new Improvement(0);
  private final Improvement watch;
  private final Map<String, Improvement> tasks = new LinkedHashMap<>();
  private final Map<String, Integer> frozen = new LinkedHashMap<>();
  private List<TaskMetrics> first = List.of();

  /** A judge that has seen nothing, of tasks with these names. */
  Judge(TrainingSettings settings, List<String> names) {
    this.rule = settings.earlyStopping().rule();
    this.least = settings.earlyStopping().improvement();
    this.watch = new Improvement(least);
    this.watched = watched(rule);
    this.score = settings.best() == null ? watched : settings.best();
    names.forEach(name -> tasks.put(name, new Improvement(least)));
  }

  /** What a rule watches, which is also what is best where nobody says otherwise. */
  static Score watched(EarlyStopping stopping) {
    EarlyStopping rule = stopping.rule();
    if (rule instanceof EarlyStopping.OnTask on) {
      return Score.task(on.task());
    }
    return rule instanceof EarlyStopping.OnScore on ? on.score() : Score.mean();
  }

  /** Takes note of a validation; whether it is the best so far. */
  boolean isBest(int epoch, List<TaskMetrics> validation) {
    first = first.isEmpty() ? validation : first;
    watch.note(epoch, watched.of(validation, first));
    for (TaskMetrics task : validation) {
      tasks(task).note(epoch, task.main().score(task.mainValue()));
      if (rule instanceof EarlyStopping.PerTask && tasks(task).since() >= rule.patience()) {
        frozen.putIfAbsent(task.task(), epoch);
      }
    }
    return kept.note(epoch, score(validation));
  }

  private Improvement tasks(TaskMetrics task) {
    return tasks.computeIfAbsent(task.task(), name -> new Improvement(least));
  }

  /** The score of a validation. */
  double score(List<TaskMetrics> validation) {
    return score.of(validation, first.isEmpty() ? validation : first);
  }

  /** What {@link #score} is called. */
  String scoreName() {
    return score.name();
  }

  /** Names of the tasks that are frozen, in the order in which they were. */
  List<String> frozen() {
    return List.copyOf(frozen.keySet());
  }

  /** Whether the rule has run out of patience. */
  boolean isOver() {
    return rule instanceof EarlyStopping.PerTask
        ? frozen.size() == tasks.size()
        : watch.since() >= rule.patience();
  }

  int bestEpoch() {
    return kept.bestEpoch();
  }
}
