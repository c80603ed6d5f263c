package dev.espalier.samples.landscape;

import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.pcGrad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.GradientChain;
import org.junit.jupiter.api.Test;

/** The claim of the paper's figure: surgery gets where Adam alone does not. */
class LandscapeTest {
  private static final int STEPS = 200_000;
  private static final int PER_RUN = 100;

  @Test
  void surgeryPassesTheRidgeInTime() {
    assertThat(firstBelow(-230, GradientChain.of(pcGrad(), adam(1e-3f)))).isLessThan(STEPS);
  }

  @Test
  void adamAloneDoesNot() {
    assertThat(firstBelow(-215, GradientChain.of(adam(1e-3f)))).isEqualTo(STEPS);
  }

  @Test
  void manyStepsInARunAreTheStepsOneByOne() {
    GradientChain chain = GradientChain.of(pcGrad(), adam(1e-3f));
    try (Landscape single = new Landscape(chain, 1);
        Landscape many = new Landscape(chain, 7)) {
      for (int run = 0; run < 3; run++) {
        float[][] rows = many.run();
        for (float[] row : rows) {
          assertThat(single.run()[0]).containsExactly(row);
        }
      }
    }
  }

  /** Number of steps done when the sum of losses is first below this, or all of them. */
  private static int firstBelow(float bar, GradientChain chain) {
    try (Landscape landscape = new Landscape(chain, PER_RUN)) {
      for (int step = 0; step < STEPS; ) {
        for (float[] losses : landscape.run()) {
          if (losses[0] + losses[1] < bar) {
            return step;
          }
          step++;
        }
      }
      return STEPS;
    }
  }
}
