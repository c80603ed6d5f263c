package dev.espalier.training;

import static dev.espalier.training.Score.metric;
import static dev.espalier.training.Score.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.training.data.Examples;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.HistoryCsv;
import dev.espalier.training.report.HistoryJson;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which validation is the best one. */
class ScoreTest {
  private static final Examples TRAINING = SmallRun.examples(600, 1);
  private static final Examples VALIDATION = SmallRun.examples(200, 2);
  private static final List<TaskMetrics> FIRST = validation(.6, .5, 2);
  private static final List<TaskMetrics> NOW = validation(.66, .4, 1.9);

  @TempDir Path folder;

  private static List<TaskMetrics> validation(double auc, double logLoss, double rmse) {
    Map<Metric, Double> click = new LinkedHashMap<>();
    click.put(Metric.AUC, auc);
    click.put(Metric.LOG_LOSS, logLoss);
    return List.of(
        new TaskMetrics("click", click), new TaskMetrics("dwell", Map.of(Metric.RMSE, rmse)));
  }

  @Test
  void areLargerTheBetterAValidationIs() {
    assertThat(Score.mean().of(NOW, FIRST)).isCloseTo((.66 - 1.9) / 2, within(1e-12));
    assertThat(task("dwell").of(NOW, FIRST)).isEqualTo(-1.9);
    assertThat(metric("click", "log_loss").of(NOW, FIRST)).isEqualTo(-.4);
    assertThat(metric("click", "auc").times(.7).plus(task("dwell").times(.3)).of(NOW, FIRST))
        .isCloseTo(.7 * .66 - .3 * 1.9, within(1e-12));
    assertThat(Score.of("least", all -> all.get(0).mainValue() - 1).of(NOW, FIRST))
        .isCloseTo(-.34, within(1e-12));
    assertThat(metric("click", "rmse").of(NOW, FIRST)).isNaN();
  }

  /** The area gained a tenth, the error a twentieth. */
  @Test
  void theWorstTaskIsTheOneThatGainedLeast() {
    assertThat(Score.worst().of(NOW, FIRST)).isCloseTo(.05, within(1e-12));
    assertThat(Score.worst().of(FIRST, FIRST)).isZero();
    assertThat(Score.worst().of(validation(.6, .1, 1), FIRST)).isZero();
    assertThat(Score.worst().of(validation(Double.NaN, .1, 1), FIRST)).isEqualTo(.5);
    assertThat(Score.worst().of(validation(.6, .1, .25), validation(.6, .1, 0))).isEqualTo(-.25);
    assertThat(Score.worst().of(validation(Double.NaN, 1, Double.NaN), FIRST)).isNaN();
  }

  @Test
  void sayWhatTheyAre() {
    assertThat(metric("click", "auc").times(.7).plus(task("dwell").times(.3)).name())
        .isEqualTo("0.7 × click/auc + 0.3 × dwell");
    assertThat(task("a").plus(Score.mean()).times(2).name())
        .isEqualTo("2.0 × (a + mean of main metrics)");
    assertThat(Score.worst().name()).isEqualTo("worst task's gain");
    assertThat(metric("click", "auc").plus(task("dwell")).times(2).parts())
        .containsExactly(new Score.Part("click", "auc"), new Score.Part("dwell", null));
  }

  /** The checkpoint of the largest score is kept, the run ends by it, and the report says so. */
  @Test
  void theBestValidationIsThatOfTheLargestScore() {
    Score score = metric("click", "log_loss").times(.75).plus(metric("kind", "accuracy").times(-2));
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              SmallRun.settings()
                  .epochs(12)
                  .gradients(GradientSteps.adam(5e-2f))
                  .best(score)
                  .checkpoints(Checkpoints.in(folder))
                  .build());
      Epoch best = report.best();
      for (Epoch epoch : report.history().epochs()) {
        assertThat(epoch.score())
            .isCloseTo(score.of(epoch.validation(), List.of()), within(1e-12))
            .isLessThanOrEqualTo(best.score());
      }
      assertThat(report.bestEpoch()).as("not simply the last").isLessThan(12);
      assertThat(model.evaluate(VALIDATION)).isEqualTo(best.validation());
      try (Model loaded = Model.load(folder)) {
        assertThat(loaded.evaluate(VALIDATION)).isEqualTo(best.validation());
      }
      assertThat(report.markdown())
          .contains(
              "Best epoch %d of 12 by 0.75 × click/log_loss + -2.0 × kind/accuracy ("
                  .formatted(report.bestEpoch()));
      assertThat(HistoryCsv.write(report.history()))
          .contains(",score,")
          .contains("," + best.score() + ",");
      assertThat(HistoryJson.read(HistoryJson.write(report.history()))).isEqualTo(report.history());
    }
  }

  @Test
  void aRunEndsWhenItsScoreDoesNotImprove() {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              SmallRun.settings()
                  .epochs(50)
                  .gradients(GradientSteps.sgd(1e-12f))
                  .earlyStopping(EarlyStopping.on(Score.worst(), 2))
                  .build());
      assertThat(report.history().epochs()).hasSizeLessThan(50);
      assertThat(report.score()).isEqualTo("worst task's gain");
    }
  }

  /** Nothing is larger by that much: the run ends when the patience does, the best is kept. */
  @Test
  void improvementsThatAreTooSmallDoNotCount() {
    EarlyStopping demanding = EarlyStopping.onMean(2).atLeast(1e9);
    try (Model model = Model.compile(SmallRun.topology());
        Model tasks = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              SmallRun.settings().epochs(50).earlyStopping(demanding).build());
      assertThat(report.history().epochs()).hasSize(3);
      TrainingReport each =
          tasks.fit(
              TRAINING,
              VALIDATION,
              SmallRun.settings()
                  .epochs(50)
                  .earlyStopping(EarlyStopping.perTask(2).atLeast(1e9))
                  .build());
      assertThat(each.history().epochs()).hasSize(3);
      assertThat(each.history().epochs().get(2).frozen()).hasSize(3);
    }
    assertThat(demanding.atLeast(0)).isEqualTo(EarlyStopping.onMean(2));
    assertThat(demanding.atLeast(.5).improvement()).isEqualTo(.5);
    assertThatThrownBy(() -> EarlyStopping.onMean(2).atLeast(-1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("received -1.0, allowed is at least 0");
  }

  @Test
  void scoresOfWhatIsNotMeasuredAreRefused() {
    assertRefused(
        SmallRun.settings().best(task("buy")),
        "training.best: received \"buy\", allowed is one of [click, dwell, kind]");
    assertRefused(
        SmallRun.settings().best(Score.mean().plus(metric("click", "f1"))),
        "training.best: received \"click/f1\", allowed is one of [auc, log_loss, accuracy]");
    assertRefused(
        SmallRun.settings().earlyStopping(EarlyStopping.on(metric("dwell", "auc"), 2)),
        "training.earlyStopping.score: received \"dwell/auc\", allowed is one of [rmse, mae]");
    assertThatThrownBy(() -> SmallRun.settings().earlyStopping(EarlyStopping.perTask(0)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("training.earlyStopping.patience: received 0");
  }

  private static void assertRefused(TrainingSettingsBuilder settings, String message) {
    try (Model model = Model.compile(SmallRun.topology())) {
      assertThatThrownBy(() -> model.fit(TRAINING, VALIDATION, settings.build()))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining(message);
    }
  }
}
