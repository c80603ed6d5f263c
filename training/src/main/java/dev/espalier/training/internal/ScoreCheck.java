package dev.espalier.training.internal;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.training.EarlyStopping;
import dev.espalier.training.Score;
import dev.espalier.training.TrainingException;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.metrics.Metric;
import java.util.List;
import java.util.stream.Stream;

/** Makes sure that what decides about a training is measured in it. */
public final class ScoreCheck {

  private ScoreCheck() {}

  /**
   * Refuses settings whose scores read what there is not.
   *
   * @throws TrainingException with the first task or metric that there is not
   */
  public static void of(TrainingSettings settings, Topology topology) {
    boolean onTask = settings.earlyStopping().rule() instanceof EarlyStopping.OnTask;
    check(
        "training.earlyStopping." + (onTask ? "task" : "score"),
        Judge.watched(settings.earlyStopping()),
        settings,
        topology);
    if (settings.best() != null) {
      check("training.best", settings.best(), settings, topology);
    }
  }

  private static void check(
      String path, Score score, TrainingSettings settings, Topology topology) {
    List<Task> tasks = topology.tasksWithLoss();
    for (Score.Part part : score.parts()) {
      Task task =
          tasks.stream().filter(each -> each.name().equals(part.task())).findFirst().orElse(null);
      if (task == null) {
        throw refusal(
            path,
            part.task(),
            tasks.stream().map(Task::name).toList(),
            "Name a task of the topology that has labels");
      }
      List<String> metrics =
          Stream.concat(
                  Metric.of(task.target()).stream(),
                  settings.metrics().stream()
                      .filter(own -> own.measures(task.target()))
                      .map(own -> own.metric()))
              .map(Metric::label)
              .toList();
      if (part.metric() != null && !metrics.contains(part.metric())) {
        throw refusal(
            path,
            part.task() + "/" + part.metric(),
            metrics,
            "Take a metric of the task, or have it measured with metrics(…)");
      }
    }
  }

  private static TrainingException refusal(
      String path, String received, List<String> allowed, String hint) {
    return new TrainingException(
        new Problem(path, '"' + received + '"', "one of " + allowed, hint));
  }
}
