package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.training.data.Examples;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Averages of the weights, from training to export. */
class EmaRunTest {
  private static final Examples TRAINING = SmallRun.examples(600, 1);
  private static final Examples VALIDATION = SmallRun.examples(200, 2);

  @TempDir Path folder;

  private TrainingSettingsBuilder settings() {
    return SmallRun.settings().gradients(GradientSteps.pcGrad(), GradientSteps.adam(1e-2f));
  }

  /** The weights are trained as without averages; what is validated and kept are the averages. */
  @Test
  void areValidatedKeptAndExported() {
    List<Map<String, Double>> losses;
    Map<String, List<Integer>> weights;
    try (Model model = Model.compile(SmallRun.topology())) {
      losses = losses(model.fit(TRAINING, VALIDATION, settings().build()));
      weights = SmallRun.bits(model);
    }
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              settings()
                  .average(new Ema(.95f))
                  .checkpoints(Checkpoints.in(folder.resolve("run")))
                  .build());
      assertThat(losses(report)).isEqualTo(losses);
      assertThat(model.evaluate(VALIDATION)).isEqualTo(report.best().validation());
      Map<String, List<Integer>> averages = SmallRun.bits(model);
      weights.forEach(
          (name, values) -> {
            boolean trained =
                model.plan().parameters().stream()
                    .anyMatch(each -> each.name().equals(name) && each.isTrained());
            if (trained) {
              assertThat(averages.get(name)).as(name).isNotEqualTo(values);
            }
          });
      try (Model loaded = Model.load(folder.resolve("run"))) {
        assertThat(SmallRun.bits(loaded)).isEqualTo(averages);
        assertThat(loaded.evaluate(VALIDATION)).isEqualTo(report.best().validation());
      }
      assertThat(model.export(folder.resolve("served"), 1).directory()).isDirectory();
    }
  }

  private static List<Map<String, Double>> losses(TrainingReport report) {
    return report.history().epochs().stream().map(Epoch::losses).toList();
  }

  @Test
  void aResumedRunGoesOnWithThem() {
    TrainingSettingsBuilder settings = settings().average(new Ema(.9f)).epochs(4);
    Map<String, List<Integer>> straight;
    List<Map<String, Double>> losses;
    try (Model model = Model.compile(SmallRun.topology())) {
      losses = losses(model.fit(TRAINING, VALIDATION, settings.build()));
      straight = SmallRun.bits(model);
    }
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(
          TRAINING, VALIDATION, settings.epochs(2).checkpoints(Checkpoints.in(folder)).build());
    }
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              settings.epochs(4).checkpoints(Checkpoints.in(folder).resume()).build());
      assertThat(losses(report)).isEqualTo(losses);
      assertThat(SmallRun.bits(model)).isEqualTo(straight);
    }
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingSettings other = settings.average(new Ema(.8f)).build();
      assertThatThrownBy(() -> model.fit(TRAINING, VALIDATION, other))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("Ema[decay=0.9]")
          .hasMessageContaining("Ema[decay=0.8]");
    }
  }

  @Test
  void decaysOutsideOfTheirRangeAreRefused() {
    for (float decay : new float[] {0, 1, -1, Float.NaN}) {
      assertThatThrownBy(() -> new Ema(decay))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("training.average.decay: received " + decay)
          .hasMessageContaining("above 0 and below 1");
    }
  }
}
