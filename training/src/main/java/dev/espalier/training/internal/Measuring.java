package dev.espalier.training.internal;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.data.EncodedStream;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.Examples;
import dev.espalier.training.metrics.CalibrationCurve;
import dev.espalier.training.metrics.CustomMetric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.FeatureImportance;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says how good a model is on examples.
 *
 * @param plan of the model
 * @param features what its features took from data
 * @param session that holds its weights
 */
public record Measuring(Plan plan, FittedFeatures features, TrainingSession session) {

  /** Metrics of each task, these beside Espalier's. */
  public List<TaskMetrics> metrics(Examples examples, List<CustomMetric> own) {
    return metrics(held(examples, own), own);
  }

  /** Metrics of each task on a stream, these beside Espalier's. */
  public List<TaskMetrics> metrics(ExampleStream stream, List<CustomMetric> own) {
    return metrics(new HeldStream(plan.topology(), features, stream, own), own);
  }

  private List<TaskMetrics> metrics(HeldOut held, List<CustomMetric> own) {
    return held.scored(session).metrics(plan, own);
  }

  /** How what is said of yes-or-no tasks agrees with what happened, by task. */
  public Map<String, CalibrationCurve> calibration(Examples examples) {
    return calibration(held(examples, List.of()));
  }

  /** The same on a stream. */
  public Map<String, CalibrationCurve> calibration(ExampleStream stream) {
    return calibration(new HeldStream(plan.topology(), features, stream, List.of()));
  }

  private Map<String, CalibrationCurve> calibration(HeldOut held) {
    Scored scored = held.scored(session);
    Map<String, CalibrationCurve> curves = new LinkedHashMap<>();
    for (Task task : plan.topology().tasksWithLoss()) {
      if (task.target() instanceof Target.Binary || task.target() instanceof Target.Product) {
        int t = plan.topology().tasks().indexOf(task);
        float[] weights = new float[scored.labels().get(t).length];
        Arrays.fill(weights, 1f);
        curves.put(
            task.name(),
            CalibrationCurve.of(
                scored.predictions().get(t),
                scored.labels().get(t),
                scored.weights() == null ? weights : scored.weights().get(t)));
      }
    }
    return curves;
  }

  /** Gates of each mixture averaged over the examples of a stream. */
  public Map<String, float[][]> gates(ExampleStream stream) {
    Map<String, float[][]> means = new LinkedHashMap<>();
    long[] before = {0};
    new EncodedStream(stream, plan.topology(), features, List.of())
        .forEach(
            part -> {
              int rows = part.examples().rows();
              float share = (float) rows / (before[0] + rows);
              before[0] += rows;
              session
                  .gates(part.examples())
                  .forEach((path, mean) -> means.merge(path, mean, (a, b) -> between(a, b, share)));
            });
    return means;
  }

  private static float[][] between(float[][] all, float[][] part, float share) {
    float[][] mean = new float[all.length][all[0].length];
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j < mean[i].length; j++) {
        mean[i][j] = all[i][j] + share * (part[i][j] - all[i][j]);
      }
    }
    return mean;
  }

  /** How much worse tasks become where the values of a feature are dealt to other examples. */
  public List<FeatureImportance> importance(
      Examples examples, int repeats, long seed, List<CustomMetric> own) {
    Held held = held(examples, own);
    return new PermutationImportance(
            plan.topology(), each -> metrics(new Held(each, held.groups()), own))
        .of(held.examples(), repeats, seed);
  }

  private Held held(Examples examples, List<CustomMetric> own) {
    return Held.of(plan.topology(), features, examples, own);
  }
}
