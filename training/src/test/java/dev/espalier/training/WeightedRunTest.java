package dev.espalier.training;

import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.randomWeights;
import static dev.espalier.training.LossWeightings.dwa;
import static dev.espalier.training.LossWeightings.epochDecay;
import static dev.espalier.training.LossWeightings.famo;
import static dev.espalier.training.LossWeightings.geometric;
import static dev.espalier.training.LossWeightings.gradNorm;
import static dev.espalier.training.LossWeightings.imtlL;
import static dev.espalier.training.LossWeightings.smoothTchebycheff;
import static dev.espalier.training.LossWeightings.uncertainty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.training.GradientStep.Weighting;
import dev.espalier.training.data.Examples;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs whose losses are weighed. */
class WeightedRunTest {
  private static final Examples TRAINING = SmallRun.examples(640, 1);
  private static final Examples VALIDATION = SmallRun.examples(200, 2);

  @TempDir Path folder;

  static List<Weighting> weightings() {
    return List.of(
        epochDecay().task("click", 0.7f),
        uncertainty(),
        imtlL(),
        dwa(),
        gradNorm(),
        famo(),
        smoothTchebycheff().warmUp(1),
        geometric());
  }

  /** Ten steps make an epoch; it is saved in the middle of the third. */
  @ParameterizedTest
  @MethodSource("weightings")
  void resumedInTheMiddleOfAnEpochEndsAsIfItHadNotStopped(Weighting weighting) {
    TrainingSettingsBuilder settings = SmallRun.settings().gradients(weighting, adam(3e-3f));
    Map<String, List<Integer>> uninterrupted;
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report = model.fit(TRAINING, VALIDATION, settings.epochs(4).build());
      assertThat(report.history().skippedSteps()).isZero();
      uninterrupted = SmallRun.bits(model);
    }
    Checkpoints checkpoints = Checkpoints.in(folder).every(6);
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(TRAINING, VALIDATION, settings.steps(24).checkpoints(checkpoints).build());
    }
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(TRAINING, VALIDATION, settings.epochs(4).checkpoints(checkpoints.resume()).build());
      assertThat(SmallRun.bits(model)).isEqualTo(uninterrupted);
    }
  }

  @ParameterizedTest
  @MethodSource("weightings")
  void theModelIsAnotherThanWithoutAWeighting(Weighting weighting) {
    try (Model plain = Model.compile(SmallRun.topology());
        Model weighed = Model.compile(SmallRun.topology())) {
      TrainingSettingsBuilder settings = SmallRun.settings();
      plain.fit(TRAINING, VALIDATION, settings.gradients(pcGrad(), adam(3e-3f)).build());
      weighed.fit(
          TRAINING, VALIDATION, settings.gradients(weighting, pcGrad(), adam(3e-3f)).build());
      assertThat(SmallRun.bits(weighed)).isNotEqualTo(SmallRun.bits(plain));
    }
  }

  @Test
  void tasksThatAreNotThereAreRefused() {
    assertRefused(
        "epochDecay.factors: received \"buy\"",
        "tasks with a loss: [click, dwell, kind]",
        epochDecay().task("buy", 0.9f),
        adam(1e-3f));
  }

  @Test
  void normsNeedAMergeThatKeepsTasksApart() {
    assertRefused(
        "gradients[1]: received RandomWeights after GradNorm",
        "pcGrad()",
        gradNorm(),
        randomWeights(),
        adam(1e-3f));
  }

  private static void assertRefused(String what, String way, GradientStep... steps) {
    try (Model model = Model.compile(SmallRun.topology())) {
      assertThatThrownBy(
              () -> model.fit(TRAINING, VALIDATION, SmallRun.settings().gradients(steps).build()))
          .isInstanceOf(GradientException.class)
          .hasMessageContaining(what)
          .hasMessageContaining(way);
    }
  }
}
