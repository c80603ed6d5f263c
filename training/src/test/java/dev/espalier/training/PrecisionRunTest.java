package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.Precision;
import dev.espalier.training.data.Examples;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training whose products are rounded, from its first step to the export. */
class PrecisionRunTest {
  private static final Examples TRAINING = SmallRun.examples(600, 1);
  private static final Examples VALIDATION = SmallRun.examples(200, 2);

  @TempDir Path folder;

  @Test
  void learnsAsInFloat32AndServesInFloat32() {
    double exact = auc(Precision.float32());
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report = model.fit(TRAINING, VALIDATION, rounded().build());
      assertThat(auc(report)).isCloseTo(exact, within(.02));
      // Written only where answers of the exported model are those of this one.
      assertThat(model.export(folder.resolve("served"), 1).directory()).isDirectory();
    }
  }

  @Test
  void aResumedRunIsEqualBitByBit() {
    Map<String, List<Integer>> straight;
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(TRAINING, VALIDATION, rounded().build());
      straight = SmallRun.bits(model);
    }
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(
          TRAINING, VALIDATION, rounded().steps(13).checkpoints(Checkpoints.in(folder)).build());
    }
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(
          TRAINING, VALIDATION, rounded().checkpoints(Checkpoints.in(folder).resume()).build());
      assertThat(SmallRun.bits(model)).isEqualTo(straight);
    }
  }

  static Stream<GradientStep> merges() {
    return Stream.of(
        SurgeryScopes.representationLevel(GradientSteps.pcGrad()),
        GradientSteps.sketchedGram(4, GradientSteps.pcGrad()),
        SurgeryScopes.within(GradientSteps.pcGrad(), "shared0"),
        GradientSteps.gradDrop(),
        GradientSteps.equalWeights());
  }

  @ParameterizedTest
  @MethodSource("merges")
  void everyMergeTakesRoundedProducts(GradientStep merge) {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING, VALIDATION, rounded().gradients(merge, GradientSteps.adam(3e-3f)).build());
      assertThat(report.best().skippedSteps()).isZero();
      assertThat(auc(report)).isGreaterThan(.65);
    }
  }

  private static TrainingSettingsBuilder rounded() {
    return SmallRun.settings().epochs(4).precision(new Precision(0));
  }

  private static double auc(Precision precision) {
    try (Model model = Model.compile(SmallRun.topology())) {
      return auc(model.fit(TRAINING, VALIDATION, rounded().precision(precision).build()));
    }
  }

  private static double auc(TrainingReport report) {
    return report.best().validation().get(0).value(Metric.AUC);
  }
}
