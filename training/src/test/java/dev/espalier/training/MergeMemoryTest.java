package dev.espalier.training;

import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.dbMtl;
import static dev.espalier.training.GradientSteps.gradVac;
import static dev.espalier.training.GradientSteps.pcGradAccord;
import static dev.espalier.training.GradientSteps.pcGradAdam;
import static dev.espalier.training.GradientSteps.pcGradNesterov;
import static dev.espalier.training.SurgeryScopes.representationLevel;
import static dev.espalier.training.SurgeryScopes.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.data.Examples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What merges remember of the steps before is in checkpoints. */
class MergeMemoryTest {
  private static final Examples TRAINING = SmallRun.examples(600, 1);
  private static final Examples VALIDATION = SmallRun.examples(100, 2);

  @TempDir Path folder;

  static Stream<GradientStep.Merge> remembering() {
    return Stream.of(
        gradVac(0.3f),
        pcGradNesterov(),
        pcGradAdam(),
        pcGradAccord(),
        dbMtl(),
        within(pcGradAdam(), "shared0", "shared1"),
        representationLevel(pcGradNesterov()));
  }

  @ParameterizedTest
  @MethodSource("remembering")
  void aResumedRunEndsAsIfItHadNotStopped(GradientStep.Merge merge) {
    Checkpoints checkpoints = Checkpoints.in(folder).every(7);
    try (Model model = Model.compile(SmallRun.topology());
        Model half = Model.compile(SmallRun.topology());
        Model rest = Model.compile(SmallRun.topology())) {
      model.fit(TRAINING, VALIDATION, settings(merge).build());
      Map<String, List<Integer>> expected = SmallRun.bits(model);
      half.fit(TRAINING, VALIDATION, settings(merge).steps(13).checkpoints(checkpoints).build());
      rest.fit(TRAINING, VALIDATION, settings(merge).checkpoints(checkpoints.resume()).build());
      assertThat(SmallRun.bits(rest)).isEqualTo(expected);
    }
  }

  private static TrainingSettingsBuilder settings(GradientStep.Merge merge) {
    return SmallRun.settings().gradients(merge, adam(3e-3f)).epochs(2);
  }
}
