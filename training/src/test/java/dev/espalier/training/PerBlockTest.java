package dev.espalier.training;

import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.ftrl;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.perBlock;
import static dev.espalier.training.GradientSteps.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.plan.Parameter;
import dev.espalier.graph.Lowering;
import dev.espalier.training.data.Examples;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Learning rates of their own for some blocks. */
class PerBlockTest {
  private static final Examples TRAINING = SmallRun.examples(320, 1);
  private static final Examples VALIDATION = SmallRun.examples(100, 2);

  @Test
  void theLongestStartCounts() {
    PerBlock update =
        perBlock(adam(1e-3f)).rate("shared0", 0.5f).rate("shared0/experts/1", 2f).rate("tasks", 3f);
    assertThat(update.factor("shared0/experts/0/layer0/kernel")).isEqualTo(0.5f);
    assertThat(update.factor("shared0/experts/1/layer0/kernel")).isEqualTo(2f);
    assertThat(update.factor("shared0/experts/11/layer0/kernel")).isEqualTo(0.5f);
    assertThat(update.factor("shared01/experts")).isEqualTo(1f);
    assertThat(update.factor("tasks/click/head/bias")).isEqualTo(3f);
  }

  /** After one step each weight has moved by its factor times what it moves otherwise. */
  @ParameterizedTest
  @EnumSource
  void movesAreScaledPartByPart(Lowering lowering) {
    PerBlock update =
        perBlock(adam(1e-2f))
            .rate("shared0/experts/1", 0.5f)
            .rate("shared0/experts/3", 0f)
            .rate("shared1/snr/1/trans2", 4f)
            .rate("shared2/mmoe/kind", 3f)
            .rate("tasks/dwell", 0.25f)
            .rate("inputs", 2f);
    Map<String, float[]> start = after(sgd(1e-30f), lowering);
    Map<String, float[]> plain = after(adam(1e-2f), lowering);
    Map<String, float[]> scaled = after(update, lowering);
    plain.forEach(
        (name, values) -> {
          float[] from = start.get(name);
          for (int i = 0; i < values.length; i++) {
            double move = update.factor(name) * ((double) values[i] - from[i]);
            assertThat((double) scaled.get(name)[i] - from[i])
                .as(name)
                .isCloseTo(move, within(1e-6));
          }
        });
  }

  /** Trained parameters after one step. */
  private static Map<String, float[]> after(GradientStep.Update update, Lowering lowering) {
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(
          TRAINING,
          VALIDATION,
          SmallRun.settings().gradients(pcGrad(), update).lowering(lowering).steps(1).build());
      Map<String, float[]> values = new LinkedHashMap<>();
      model.plan().parameters().stream()
          .filter(Parameter::isTrained)
          .map(Parameter::name)
          .forEach(name -> values.put(name, model.frozen().parameter(name)));
      return values;
    }
  }

  @Test
  void startsOfNoParameterAreRefused() {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingSettings settings =
          SmallRun.settings().gradients(perBlock(adam(1e-3f)).rate("shared7", 0.1f)).build();
      assertThatThrownBy(() -> model.fit(TRAINING, VALIDATION, settings))
          .isInstanceOf(GradientException.class)
          .hasMessageContaining("perBlock.factors: received \"shared7\"")
          .hasMessageContaining("shared0/experts")
          .hasMessageContaining("tasks/click");
    }
  }

  @Test
  void updatesThatDoNotScaleAreRefused() {
    assertThatThrownBy(() -> perBlock(ftrl(0.1f)))
        .hasMessageContaining("perBlock.update: received Ftrl")
        .hasMessageContaining("adaGrad()");
    assertThatThrownBy(() -> perBlock(perBlock(adam(0.1f))))
        .hasMessageContaining("perBlock.update: received PerBlock");
    assertThatThrownBy(() -> perBlock(adam(0.1f)).rate("shared0", -1f))
        .hasMessageContaining("perBlock.factors[\"shared0\"]: received -1.0");
  }
}
