package dev.espalier.training;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Topology;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.FeatureImportance;
import dev.espalier.training.report.ImportanceTable;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeatureImportanceTest {
  private Model model;
  private Examples validation;

  @BeforeAll
  void train() {
    Topology topology =
        Topology.builder("importance")
            .inputs(numeric("a"), numeric("noise"), numeric("v", 3), categorical("id", 20, 4))
            .shared(experts(2, 8), mmoe())
            .task(binary("click").tower(4))
            .task(regression("dwell").tower(4))
            .build();
    model = Model.compile(topology);
    validation = noisy(SmallRun.examples(1_000, 2), 8);
    model.fit(
        noisy(SmallRun.examples(2_000, 1), 7),
        validation,
        SmallRun.settings().epochs(8).gradients(GradientSteps.adam(1e-2f)).build());
  }

  @AfterAll
  void close() {
    model.close();
  }

  @Test
  void whatLabelsFollowFromIsImportantAndNoiseIsNot() {
    List<FeatureImportance> all = model.importance(validation, 3, 5);
    assertThat(of(all, "a", "click", Metric.AUC).loss()).isGreaterThan(.1);
    assertThat(of(all, "noise", "click", Metric.AUC).loss()).isBetween(-.02, .02);
    assertThat(of(all, "a", "dwell", Metric.RMSE).loss()).isGreaterThan(.5);
    assertThat(of(all, "noise", "dwell", Metric.RMSE).loss()).isBetween(-.05, .1);
    assertThat(of(all, "id", "click", Metric.AUC).loss()).isGreaterThan(.02);
    assertThat(ImportanceTable.of(all).text().lines().skip(2).findFirst().orElseThrow())
        .startsWith("a ");
  }

  @Test
  void valuesAreThoseOfAnEvaluationAndTheSeedDecides() {
    List<FeatureImportance> all = model.importance(validation, 1, 5);
    TaskMetrics click = model.evaluate(validation).get(0);
    assertThat(of(all, "v", "click", Metric.AUC).value()).isEqualTo(click.value(Metric.AUC));
    assertThat(all).isEqualTo(model.importance(validation, 1, 5));
    assertThat(all).isNotEqualTo(model.importance(validation, 1, 6));
    assertThat(all).allMatch(each -> each.spread() == 0);
    assertThat(all).hasSize(4 * (3 + 2));
  }

  @Test
  void isRefusedWithoutRepeats() {
    assertThatThrownBy(() -> model.importance(validation, 0, 5))
        .isInstanceOf(TrainingException.class)
        .hasMessage("importance.repeats: received 0, allowed is at least 1. Deal at least once.");
  }

  private static FeatureImportance of(
      List<FeatureImportance> all, String feature, String task, Metric metric) {
    return all.stream()
        .filter(
            each ->
                each.feature().equals(feature)
                    && each.task().equals(task)
                    && each.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private static Examples noisy(Examples examples, long seed) {
    Random random = new Random(seed);
    float[] noise = new float[examples.rows()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return examples.with(Numbers.of("noise", noise));
  }
}
