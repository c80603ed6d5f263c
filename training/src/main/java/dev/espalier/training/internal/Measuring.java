package dev.espalier.training.internal;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.data.Encoding;
import dev.espalier.training.data.Examples;
import dev.espalier.training.metrics.CalibrationCurve;
import dev.espalier.training.metrics.CustomMetric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.FeatureImportance;
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

  private List<TaskMetrics> metrics(Held held, List<CustomMetric> own) {
    return TrainingLoop.measure(plan, own, held, session.predict(held.examples()));
  }

  /** How what is said of yes-or-no tasks agrees with what happened, by task. */
  public Map<String, CalibrationCurve> calibration(Examples examples) {
    EncodedExamples encoded = Encoding.encode(plan.topology(), features, examples);
    List<float[]> said = session.predict(encoded);
    Map<String, CalibrationCurve> curves = new LinkedHashMap<>();
    for (Task task : plan.topology().tasksWithLoss()) {
      if (task.target() instanceof Target.Binary || task.target() instanceof Target.Product) {
        int t = plan.topology().tasks().indexOf(task);
        curves.put(
            task.name(), CalibrationCurve.of(said.get(t), encoded.labels(t), encoded.weights(t)));
      }
    }
    return curves;
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
