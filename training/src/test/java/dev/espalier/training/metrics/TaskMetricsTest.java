package dev.espalier.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Tasks;
import dev.espalier.training.TrainingException;
import dev.espalier.training.TrainingSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {

  @Test
  void everyTargetHasItsMetricsTheMainOneFirst() {
    float[] ones = {1, 0};
    TaskMetrics binary = TaskMetrics.of(Tasks.binary("a"), ones, ones, null);
    assertThat(binary.values().keySet())
        .containsExactly(Metric.AUC, Metric.LOG_LOSS, Metric.ACCURACY);
    assertThat(binary.main()).isEqualTo(Metric.AUC);
    assertThat(binary.mainValue()).isEqualTo(1);
    TaskMetrics several =
        TaskMetrics.of(Tasks.multiclass("b", 2), new float[] {0, 1, 0, 1}, ones, null);
    assertThat(several.values().keySet()).containsExactly(Metric.ACCURACY, Metric.LOG_LOSS);
    assertThat(several.mainValue()).isEqualTo(.5);
    TaskMetrics value = TaskMetrics.of(Tasks.regression("c"), new float[] {3, 0}, ones, null);
    assertThat(value.values().keySet()).containsExactly(Metric.RMSE, Metric.MAE);
    assertThat(value.value(Metric.MAE)).isEqualTo(1);
    assertThat(value.value(Metric.AUC)).isNaN();
  }

  @Test
  void measuresEveryOtherKindOfTask() {
    float[] labels = {2, 0};
    TaskMetrics count = TaskMetrics.of(Tasks.count("n"), new float[] {2, 1}, labels, null);
    assertThat(count.values().keySet()).containsExactly(Metric.POISSON_DEVIANCE, Metric.MAE);
    assertThat(count.mainValue()).isEqualTo(1);
    TaskMetrics quantile =
        TaskMetrics.of(Tasks.quantile("q", .75f), new float[] {0, 2}, labels, null);
    assertThat(quantile.values()).containsExactly(Map.entry(Metric.PINBALL_LOSS, 1.));
    float[] classes = {.2f, .5f, .3f, .4f, .3f, .3f};
    TaskMetrics ordinal = TaskMetrics.of(Tasks.ordinal("o", 3), classes, labels, null);
    assertThat(ordinal.values().keySet())
        .containsExactly(Metric.MAE, Metric.ACCURACY, Metric.LOG_LOSS);
    assertThat(ordinal.mainValue()).isEqualTo(.5);
    assertThat(ordinal.value(Metric.ACCURACY)).isEqualTo(.5);
  }

  /** Labels lie label by label, probabilities row by row; a label of one class has no area. */
  @Test
  void severalLabelsHaveTheMeanOfTheirMetrics() {
    float[] probabilities = {.9f, .2f, .1f, .8f, .3f, .6f, .7f, .4f};
    float[] labels = {1, 0, 0, 1, /* second */ 0, 0, 1, 1};
    float[] weights = {1, 1, 1, 1, 1, 0, 1, 1};
    TaskMetrics both = TaskMetrics.of(Tasks.multilabel("m", 2), probabilities, labels, weights);
    assertThat(both.value(Metric.AUC)).isEqualTo(1);
    assertThat(both.value(Metric.ACCURACY)).isCloseTo((1 + 2 / 3.) / 2, within(1e-12));
    float[] one = {1, 0, 0, 1, 1, 1, 1, 1};
    assertThat(TaskMetrics.of(Tasks.multilabel("m", 2), probabilities, one, null).mainValue())
        .isEqualTo(1);
  }

  /** The mean prediction over the mean label, by weight. */
  private record Overprediction() implements CustomMetric {
    @Override
    public Metric metric() {
      return new Metric("overprediction", false);
    }

    @Override
    public boolean measures(Target target) {
      return target instanceof Target.Binary || target instanceof Target.Multilabel;
    }

    @Override
    public double of(Target target, float[] predictions, float[] labels, float[] weights) {
      double predicted = 0;
      double labelled = 0;
      for (int row = 0; row < labels.length; row++) {
        double weight = weights == null ? 1 : weights[row];
        predicted += weight * predictions[row];
        labelled += weight * labels[row];
      }
      return predicted / labelled;
    }
  }

  @Test
  void measuresWhatIsAskedForBesideItsOwn() {
    List<CustomMetric> own = List.of(new Overprediction());
    Metric overprediction = own.get(0).metric();
    float[] labels = {1, 0, 1, 0};
    float[] said = {.9f, .3f, .5f, .1f};
    TaskMetrics binary = TaskMetrics.of(Tasks.binary("a"), own, said, labels, null);
    assertThat(binary.main()).isEqualTo(Metric.AUC);
    assertThat(binary.value(overprediction)).isCloseTo(.9, within(1e-7));
    float[] weights = {1, 0, 3, 2};
    assertThat(TaskMetrics.of(Tasks.binary("a"), own, said, labels, weights).value(overprediction))
        .isCloseTo(2.6 / 4, within(1e-7));
    // Two labels of two rows: predictions are row by row, labels label by label.
    TaskMetrics both =
        TaskMetrics.of(Tasks.multilabel("m", 2), own, said, new float[] {1, 0, 1, 1}, null);
    assertThat(both.value(overprediction)).isCloseTo((1.4 + .2) / 2, within(1e-6));
    assertThat(TaskMetrics.of(Tasks.regression("r"), own, said, labels, null).values())
        .doesNotContainKey(overprediction);
  }

  @Test
  void namesOfMetricsAreUsedOnce() {
    assertThatThrownBy(
            () -> TrainingSettings.builder().metrics(new Overprediction(), new Overprediction()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("training.metrics: received two metrics \"overprediction\"");
    assertThatThrownBy(
            () -> TrainingSettings.builder().metrics(Metrics.prAuc(), Metrics.f1(), Metrics.f1()))
        .hasMessageContaining("two metrics \"f1\"");
  }

  @Test
  void knowsWhichWayIsBetter() {
    assertThat(Metric.AUC.isBetter(.9, .8)).isTrue();
    assertThat(Metric.RMSE.isBetter(.9, .8)).isFalse();
    assertThat(Metric.LOG_LOSS.isBetter(.1, .2)).isTrue();
    for (Metric metric : Metric.standard()) {
      assertThat(metric.isBetter(1, 1)).isFalse();
      assertThat(metric.isBetter(1, Double.NaN)).isTrue();
      assertThat(metric.isBetter(Double.NaN, 1)).isFalse();
      assertThat(metric.isBetter(Double.NaN, Double.NaN)).isFalse();
      assertThat(Metric.named(metric.label())).contains(metric);
    }
  }

  @Test
  void refusesUnknownNamesAndNoMetrics() {
    assertThat(Metric.named("AUC")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new TaskMetrics("a", Map.of()));
  }
}
