package dev.espalier.training;

import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.clipByGlobalNorm;
import static dev.espalier.training.GradientSteps.equalWeights;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.sgd;
import static dev.espalier.training.LossWeightings.dwa;
import static dev.espalier.training.LossWeightings.uncertainty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GradientChainTest {

  @Test
  void aChainIsAMergeTransformsAndAnUpdate() {
    GradientChain chain =
        GradientChain.of(pcGrad(), clipByGlobalNorm(1f), clipByGlobalNorm(0.5f), adam(1e-3f));

    assertThat(chain.merge()).isEqualTo(pcGrad());
    assertThat(chain.transforms()).containsExactly(clipByGlobalNorm(1f), clipByGlobalNorm(0.5f));
    assertThat(chain.update()).isEqualTo(adam(1e-3f));
  }

  @Test
  void aWeightingStandsFirst() {
    GradientChain chain = GradientChain.of(dwa(), pcGrad(), adam(1e-3f));

    assertThat(chain.weighting()).isEqualTo(dwa());
    assertThat(chain.merge()).isEqualTo(pcGrad());
    assertThat(GradientChain.of(dwa(), sgd(1f)).merge()).isEqualTo(equalWeights());
    assertThat(GradientChain.of(pcGrad(), sgd(1f)).weighting()).isNull();
  }

  @Test
  void withoutAMergeGradientsAreSummed() {
    assertThat(GradientChain.of(sgd(0.1f))).isEqualTo(GradientChain.of(equalWeights(), sgd(0.1f)));
  }

  static List<Arguments> brokenOrders() {
    return List.of(
        Arguments.of(List.of(), "gradients[0]", "End with an update"),
        Arguments.of(List.of(pcGrad()), "gradients[0]", "End with an update"),
        Arguments.of(List.of(pcGrad(), clipByGlobalNorm(1f)), "gradients[1]", "End with an update"),
        Arguments.of(List.of(adam(1e-3f), pcGrad()), "gradients[0]", "Put the update last"),
        Arguments.of(
            List.of(adam(1e-3f), clipByGlobalNorm(1f)), "gradients[0]", "Put the update last"),
        Arguments.of(
            List.of(pcGrad(), adam(1e-3f), sgd(1f)), "gradients[1]", "Put the update last"),
        Arguments.of(
            List.of(clipByGlobalNorm(1f), pcGrad(), sgd(1f)),
            "gradients[1]",
            "Put the merge first"),
        Arguments.of(
            List.of(pcGrad(), equalWeights(), sgd(1f)), "gradients[1]", "Put the merge first"),
        Arguments.of(
            List.of(dwa(), pcGrad(), equalWeights(), sgd(1f)),
            "gradients[2]",
            "Put the merge first"),
        Arguments.of(List.of(pcGrad(), dwa(), sgd(1f)), "gradients[1]", "Put the weighting first"),
        Arguments.of(
            List.of(dwa(), uncertainty(), sgd(1f)), "gradients[1]", "Put the weighting first"));
  }

  @ParameterizedTest
  @MethodSource("brokenOrders")
  void anyOtherOrderIsRefusedWithTheStepThatBreaksIt(
      List<GradientStep> steps, String path, String hint) {
    assertThatThrownBy(() -> GradientChain.of(steps))
        .isInstanceOfSatisfying(
            GradientException.class,
            e -> {
              assertThat(e.problem().path()).isEqualTo(path);
              assertThat(e.problem().hint()).startsWith(hint);
              assertThat(e.problem().allowed())
                  .isEqualTo(
                      "at most one weighting, at most one merge, then transforms, then one update");
            })
        .hasMessageContaining("received [");
  }
}
