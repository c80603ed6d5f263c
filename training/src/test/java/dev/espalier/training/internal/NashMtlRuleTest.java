package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NashMtlRuleTest {

  /** Found by damped Newton steps in extended precision, without a ridge. */
  @Test
  void pinnedWeights() {
    NashMtlRule rule = new NashMtlRule();
    PinnedGrams.ORTHOGONAL.assertWeights(rule, 1, 0.5);
    PinnedGrams.CONFLICT.assertWeights(rule, 0.9238795325112867, 1.3065629648763766);
    PinnedGrams.LOW_RANK.assertWeights(
        rule, 0.9442467407747576, 0.5894170243548447, 0.3628925171595133, 0.24809403509400285);
    PinnedGrams.ZERO_ROW.assertWeights(rule, 0.4826418277832761, 0, 0.34127930930982436);
    PinnedGrams.FOUR.assertWeights(
        rule, 0.5527536121775848, 1.0689330255804195, 1.631252357566202, 0.511612730024728);
    // The ridge is 3e-6 of squares of 16 and 50 units: a relative 1e-4 is what it costs here.
    assertThat(GramTrial.weights(rule, PinnedGrams.THREE.gram()))
        .containsExactly(
            new double[] {4.032027948764293, 3.7840137949173505, 1.635864995690856}, within(1e-3));
  }

  /** g_i · d = 1 / a_i: what each task gains, times its weight, is the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 32})
  void theBargainIsFair(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new NashMtlRule(), tasks)) {
      for (int i = 0; i < 60; i++) {
        double[][] gram =
            i % 2 == 0 ? Grams.random(random, tasks, i % 13) : Grams.adversarial(random, tasks);
        double[] a = trial.weights(gram);
        double[] dots = Grams.times(gram, a);
        double lengths = VectorPcGrad.dot(a, Grams.norms(gram));
        for (int t = 0; t < tasks; t++) {
          // The ridge gives each task its own part.
          double ridged = dots[t] * a[t] + RidgedGram.RIDGE * tasks * gram[t][t] * a[t] * a[t];
          double rounding = 1 + lengths * Math.sqrt(gram[t][t]) * a[t];
          assertThat(ridged).isCloseTo(gram[t][t] > 0 ? 1 : 0, within(5e-7 * rounding));
        }
      }
    }
  }

  @Test
  void noScaleOfATaskChangesTheUpdate() {
    Random random = new Random(4);
    try (GramTrial trial = new GramTrial(new NashMtlRule(), 4)) {
      for (int i = 0; i < 20; i++) {
        double[][] gram = Grams.random(random, 4, 1);
        double[][] scaled = new double[4][4];
        double[] factors = {1, 1024, 0.125, 8};
        for (int s = 0; s < 4; s++) {
          for (int t = 0; t < 4; t++) {
            scaled[s][t] = factors[s] * factors[t] * gram[s][t];
          }
        }
        double[] before = trial.weights(gram);
        double[] after = trial.weights(scaled);
        for (int t = 0; t < 4; t++) {
          assertThat(after[t] * factors[t]).isCloseTo(before[t], within(1e-5 * before[t]));
        }
      }
    }
  }

  @Test
  void itsSizeDoesNotGrowWithTheTasks() {
    try (GramTrial few = new GramTrial(new NashMtlRule(), 3);
        GramTrial many = new GramTrial(new NashMtlRule(), 32)) {
      assertThat(many.ops()).isEqualTo(few.ops()).isLessThanOrEqualTo(30);
    }
  }
}
