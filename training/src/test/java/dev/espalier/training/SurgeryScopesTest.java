package dev.espalier.training;

import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.equalWeights;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.randomWeights;
import static dev.espalier.training.SurgeryScopes.representationLevel;
import static dev.espalier.training.SurgeryScopes.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.training.data.Examples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which blocks a merge can be told to work in. */
class SurgeryScopesTest {
  private static final Examples TRAINING = SmallRun.examples(120, 1);
  private static final Examples VALIDATION = SmallRun.examples(60, 2);

  @Test
  void startsAreWholeSegments() {
    Within scope = within(pcGrad(), "shared1", "inputs/id");
    assertThat(scope.covers("shared1/snr/0/trans0")).isTrue();
    assertThat(scope.covers("inputs/id")).isTrue();
    assertThat(scope.covers("inputs/idle")).isFalse();
    assertThat(scope.covers("shared10/mmoe/click")).isFalse();
  }

  @Test
  void blocksThatAreNotThereAreRefused() {
    assertRefused(within(pcGrad(), "shared0", "shared7"), "\"shared7\"", "shared0/experts");
  }

  @Test
  void blocksOfOneTaskAreRefused() {
    assertRefused(
        within(pcGrad(), "tasks/click"),
        "\"tasks/click\", where each parameter is of one task",
        "shared1/snr");
  }

  @Test
  void partsOfWhatIsComputedTogetherAreRefused() {
    assertRefused(
        within(pcGrad(), "shared0/experts/1"), "which choose 1 of [shared0", "\"shared0/experts\"");
  }

  private static void assertRefused(Within scope, String received, String hint) {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingSettings settings = SmallRun.settings().gradients(scope, adam(1e-3f)).build();
      assertThatThrownBy(() -> model.fit(TRAINING, VALIDATION, settings))
          .isInstanceOf(GradientException.class)
          .hasMessageContaining("within.starts: received ")
          .hasMessageContaining(received)
          .hasMessageContaining(hint);
    }
  }

  @Test
  void whatDoesNotKeepTasksApartIsRefused() {
    for (GradientStep.Merge merge :
        List.of(
            equalWeights(),
            randomWeights(),
            within(pcGrad(), "shared0"),
            representationLevel(pcGrad()))) {
      assertThatThrownBy(() -> within(merge, "shared0"))
          .isInstanceOf(GradientException.class)
          .hasMessageContaining("within.merge: received " + merge.getClass().getSimpleName());
    }
    assertThatThrownBy(() -> within(pcGrad()))
        .isInstanceOf(GradientException.class)
        .hasMessageContaining("within.starts: received none");
  }
}
