package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnrObjectiveTest {
  private static final HardConcrete CODES = HardConcrete.defaults().lambda(0.25f);
  private static final Topology SNR =
      Topologies.of(
          "snr",
          List.of(numeric("x", 4)),
          List.of(experts(3, smooth(4)), snr(2, smooth(4)).codes(CODES)),
          binary("b"));

  @Test
  void penaltyIsLambdaTimesTheExpectedNumberOfOpenCodes() {
    try (Trial trial = Trial.of(SNR, Lowering.BATCHED)) {
      float[] logAlpha = {0, 1, -1, 4, -4, 0.3f};
      trial.assign(Map.of("shared1/snr/logAlpha", logAlpha), 0);
      double expected = 0;
      for (float a : logAlpha) {
        double shift = CODES.beta() * Math.log(-CODES.gamma() / (double) CODES.zeta());
        expected += CODES.lambda() / (1 + Math.exp(-(a - shift)));
      }
      float[] found =
          trial.run(List.of(trial.graph.objective().penalty()), trial.batch(), Map.of()).get(0);
      assertThat((double) found[0]).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void penaltyTakesPartWithoutAnyTask() {
    try (Trial trial = Trial.of(SNR, Lowering.BATCHED)) {
      Gradients gradients = new Gradients(trial, trial.graph.objective().penalty());
      assertThat(gradients.reached())
          .extracting(Weight::name)
          .containsExactly("shared1/snr/logAlpha");
    }
  }

  @Test
  void farLogAlphasAreFiniteInValueAndGradient() {
    try (Trial trial = Trial.of(SNR, Lowering.BATCHED)) {
      float[] far = {1e4f, -1e4f, 1e4f, -1e4f, -1e4f, -1e4f};
      trial.assign(Map.of("shared1/snr/logAlpha", far), 0);
      Batch batch = trial.batch();
      Objective objective = trial.graph.objective();
      for (var scalar : List.of(objective.losses().get(0), objective.penalty())) {
        assertFinite(trial.run(List.of(scalar), batch, Map.of()).get(0));
        new Gradients(trial, scalar)
            .byParameter(batch)
            .values()
            .forEach(SnrObjectiveTest::assertFinite);
      }
    }
  }

  private static void assertFinite(float[] values) {
    for (float value : values) {
      assertThat(value).isFinite();
    }
  }
}
