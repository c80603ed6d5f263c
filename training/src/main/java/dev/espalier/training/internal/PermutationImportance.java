package dev.espalier.training.internal;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.FeatureImportance;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Deals the values of features to other examples and looks how much worse each task becomes. All
 * columns of a feature go together: a sequence keeps its steps.
 *
 * @param topology what is measured
 * @param measure metrics of each task on encoded examples
 */
public record PermutationImportance(
    Topology topology, Function<EncodedExamples, List<TaskMetrics>> measure) {

  /** For each feature, each task and each of its metrics. */
  public List<FeatureImportance> of(EncodedExamples examples, int repeats, long seed) {
    List<TaskMetrics> whole = measure.apply(examples);
    InputSlots slots = InputSlots.of(topology);
    SplittableRandom random = new SplittableRandom(seed);
    List<FeatureImportance> importances = new ArrayList<>();
    for (Feature feature : topology.inputs()) {
      List<List<TaskMetrics>> dealt = new ArrayList<>();
      for (int i = 0; i < repeats; i++) {
        int[] rows = permutation(examples.rows(), random);
        dealt.add(
            measure.apply(
                examples.dealt(
                    List.of(slots.numbers(feature), slots.weights(feature)),
                    slots.ids(feature),
                    rows)));
      }
      for (int t = 0; t < whole.size(); t++) {
        for (Metric metric : whole.get(t).values().keySet()) {
          importances.add(of(feature.name(), t, metric, whole.get(t), dealt));
        }
      }
    }
    return importances;
  }

  private static FeatureImportance of(
      String feature, int task, Metric metric, TaskMetrics whole, List<List<TaskMetrics>> dealt) {
    double value = whole.value(metric);
    double[] losses =
        dealt.stream()
            .mapToDouble(each -> metric.score(value) - metric.score(each.get(task).value(metric)))
            .toArray();
    double mean = 0;
    for (double loss : losses) {
      mean += loss / losses.length;
    }
    double squares = 0;
    for (double loss : losses) {
      squares += (loss - mean) * (loss - mean);
    }
    double spread = losses.length == 1 ? 0 : Math.sqrt(squares / (losses.length - 1));
    return new FeatureImportance(feature, whole.task(), metric, value, mean, spread);
  }

  private static int[] permutation(int count, SplittableRandom random) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(i + 1);
      rows[i] = rows[at];
      rows[at] = i;
    }
    return rows;
  }
}
