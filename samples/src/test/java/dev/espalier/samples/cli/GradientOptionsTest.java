package dev.espalier.samples.cli;

import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.clipByGlobalNorm;
import static dev.espalier.training.GradientSteps.gradientNoise;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.perBlock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.samples.gradients.MergeName;
import dev.espalier.samples.gradients.WeightingName;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.LossWeightings;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class GradientOptionsTest {

  @Test
  void theyComeInTheOrderOfAChain() {
    assertThat(chain("--clip", "1"))
        .isEqualTo(GradientChain.of(pcGrad(), clipByGlobalNorm(1f), adam(1e-3f)));
    assertThat(chain("--clip", "1", "--gradient-noise", "0.3"))
        .isEqualTo(
            GradientChain.of(pcGrad(), clipByGlobalNorm(1f), gradientNoise(.3f), adam(1e-3f)));
    assertThat(chain("--epoch-decay", "click=0.9,buy=1.1").weighting())
        .isEqualTo(LossWeightings.epochDecay().task("click", 0.9f).task("buy", 1.1f));
    assertThat(chain("--block-rates", "tasks=2,shared0/experts=0.5").update())
        .isEqualTo(perBlock(adam(1e-3f)).rate("tasks", 2f).rate("shared0/experts", 0.5f));
  }

  @ParameterizedTest
  @EnumSource
  void everyMergeHasItsName(MergeName merge) {
    String expected =
        switch (merge) {
          case PCGRAD_SKETCHED -> "SketchedGram";
          case PCGRAD_REPRESENTATION -> "RepresentationLevel";
          default -> merge.name();
        };
    assertThat(chain("--gradients", merge.toString()).merge().getClass().getSimpleName())
        .startsWithIgnoringCase(expected);
  }

  @ParameterizedTest
  @EnumSource
  void everyUpdateHasItsName(GradientOptions.Update update) {
    String expected =
        switch (update) {
          case LAZYADAM -> "Adam";
          case NESTEROV -> "Momentum";
          default -> update.name();
        };
    assertThat(chain("--optimizer", update.toString()).update().getClass().getSimpleName())
        .isEqualToIgnoringCase(expected);
  }

  @ParameterizedTest
  @EnumSource
  void everyWeightingHasItsName(WeightingName weighting) {
    assertThat(String.valueOf(chain("--weighting", weighting.toString()).weighting()))
        .containsIgnoringCase(weighting.name());
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("nesterov", GradientSteps.nesterov(0.5f)),
        Arguments.of("adamw", GradientSteps.adamW(0.5f)),
        Arguments.of("ftrl", GradientSteps.ftrl(0.5f)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void updatesTakeTheLearningRate(String name, Object update) {
    assertThat(chain("--optimizer", name, "--learning-rate", "0.5").update()).isEqualTo(update);
  }

  private static GradientChain chain(String... arguments) {
    GradientOptions options = new GradientOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return GradientChain.of(options.steps());
  }
}
