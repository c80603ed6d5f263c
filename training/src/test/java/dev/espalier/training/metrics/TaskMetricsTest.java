package dev.espalier.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.espalier.dsl.Tasks;
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
  void knowsWhichWayIsBetter() {
    assertThat(Metric.AUC.isBetter(.9, .8)).isTrue();
    assertThat(Metric.RMSE.isBetter(.9, .8)).isFalse();
    assertThat(Metric.LOG_LOSS.isBetter(.1, .2)).isTrue();
    for (Metric metric : Metric.values()) {
      assertThat(metric.isBetter(1, 1)).isFalse();
      assertThat(metric.isBetter(1, Double.NaN)).isTrue();
      assertThat(metric.isBetter(Double.NaN, 1)).isFalse();
      assertThat(metric.isBetter(Double.NaN, Double.NaN)).isFalse();
      assertThat(Metric.named(metric.label())).isEqualTo(metric);
    }
  }

  @Test
  void refusesUnknownNamesAndNoMetrics() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.named("AUC"))
        .withMessageContaining("log_loss");
    assertThatIllegalArgumentException().isThrownBy(() -> new TaskMetrics("a", Map.of()));
  }
}
