package dev.espalier.samples.landscape;

import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.mgda;
import static dev.espalier.training.GradientSteps.pcGrad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.training.GradientChain;
import org.junit.jupiter.api.Test;

/** The claims of the papers' figures: surgery gets where Adam alone does not. */
class LandscapeTest {
  private static final int STEPS = 200_000;
  private static final int PER_RUN = 100;
  private static final Surface RIDGE = new RidgeSurface();

  @Test
  void surgeryPassesTheRidgeInTime() {
    assertThat(firstBelow(-230, GradientChain.of(pcGrad(), adam(1e-3f)))).isLessThan(STEPS);
  }

  @Test
  void adamAloneDoesNot() {
    assertThat(firstBelow(-215, GradientChain.of(adam(1e-3f)))).isEqualTo(STEPS);
  }

  @Test
  void surgeryReachesTheFrontOfTheValley() {
    assertThat(valley(GradientChain.of(mgda(), adam(1e-3f))).toFront()).isLessThan(1);
  }

  @Test
  void adamAloneStaysInTheValley() {
    assertThat(valley(GradientChain.of(adam(1e-3f))).toFront()).isGreaterThan(5);
  }

  @Test
  void theFrontIsWhereNoLossCanFallButAnotherRises() {
    Surface valley = new ValleySurface();
    assertThat(valley.front().get(0).x()).isEqualTo(-7);
    // The published code draws it at a height of -8.3552.
    assertThat(valley.front().get(100).y()).isCloseTo(-8.3552f, within(0.1f));
    assertThat(valley.distanceToFront(new Point(0f, valley.front().get(100).y()))).isZero();
    assertThat(valley.distanceToFront(new Point(0f, 0f))).isGreaterThan(8);
  }

  @Test
  void lossesAreThoseOfTheFormulas() {
    // f1 = ln(|-0.75 + 1|) + 6 and so on, computed by hand with tanh(-10) = -1 to float.
    assertThat(first(new ValleySurface(), new Point(-5.5f, 10f)))
        .satisfies(
            losses -> {
              double above = Math.tanh(5);
              assertThat((double) losses[0]).isCloseTo((Math.log(0.25) + 6) * above, within(1e-4));
              assertThat((double) losses[1]).isCloseTo((Math.log(5.25) + 6) * above, within(1e-4));
            });
    assertThat(first(new ValleySurface(), new Point(2f, -3f)))
        .satisfies(
            losses -> {
              double below = Math.tanh(1.5);
              assertThat((double) losses[0])
                  .isCloseTo(((25 + 2.5) / 10 - 20) * below, within(1e-4));
              assertThat((double) losses[1])
                  .isCloseTo(((81 + 2.5) / 10 - 20) * below, within(1e-4));
            });
  }

  @Test
  void manyStepsInARunAreTheStepsOneByOne() {
    GradientChain chain = GradientChain.of(pcGrad(), adam(1e-3f));
    Point start = RIDGE.starts().get(0);
    try (Landscape single = new Landscape(RIDGE, start, chain, 1);
        Landscape many = new Landscape(RIDGE, start, chain, 7)) {
      for (int run = 0; run < 3; run++) {
        float[][] rows = many.run();
        for (float[] row : rows) {
          assertThat(single.run()[0]).containsExactly(row);
        }
        assertThat(single.at()).isEqualTo(many.at());
      }
    }
  }

  private static LandscapeRun valley(GradientChain chain) {
    return LandscapeRun.of(SurfaceName.CAGRAD, new Point(-8.5f, 5f), chain, 20_000, 0);
  }

  private static float[] first(Surface surface, Point start) {
    try (Landscape landscape = new Landscape(surface, start, GradientChain.of(adam(1e-3f)), 1)) {
      return landscape.run()[0];
    }
  }

  /** Number of steps done when the sum of losses is first below this, or all of them. */
  private static int firstBelow(float bar, GradientChain chain) {
    try (Landscape landscape = new Landscape(RIDGE, RIDGE.starts().get(0), chain, PER_RUN)) {
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
