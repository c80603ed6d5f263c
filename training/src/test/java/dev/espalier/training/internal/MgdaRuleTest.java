package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MgdaRuleTest {

  @Test
  void pinnedWeights() {
    MgdaRule rule = new MgdaRule();
    PinnedGrams.ORTHOGONAL.assertWeights(rule, 8 / 5.0, 2 / 5.0);
    PinnedGrams.CONFLICT.assertWeights(rule, 4 / 5.0, 6 / 5.0);
    PinnedGrams.THREE.assertWeights(rule, 13 / 10.0, 6 / 5.0, 1 / 2.0);
    PinnedGrams.LOW_RANK.assertWeights(rule, 2, 2, 0, 0);
    PinnedGrams.ZERO_ROW.assertWeights(rule, 22 / 17.0, 0, 12 / 17.0);
    PinnedGrams.RATIO.assertWeights(
        rule,
        2760001800000.0 / 1480002000001.0,
        3000003.0 / 1480002000001.0,
        1680001200000.0 / 1480002000001.0);
    PinnedGrams.FOUR.assertWeights(rule, 72 / 143.0, 172 / 143.0, 274 / 143.0, 54 / 143.0);
  }

  @Test
  void twoTasksHaveAClosedForm() {
    Random random = new Random(1);
    try (GramTrial trial = new GramTrial(new MgdaRule(), 2)) {
      for (int i = 0; i < 200; i++) {
        double[][] g = Grams.random(random, 2, i % 12);
        double apart = g[0][0] + g[1][1] - 2 * g[0][1];
        double first = Math.max(0, Math.min(1, (g[1][1] - g[0][1]) / apart));
        GramRulesTest.assertClose(
            trial.weights(g), new double[] {2 * first, 2 * (1 - first)}, 1e-5);
      }
      assertThat(trial.ops()).isLessThanOrEqualTo(45);
    }
  }

  /**
   * Weights on the simplex are the best where no task's slope is below the squared length. The gap
   * is a part of the lengths that go into the sum, as float32 rounds them.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 8, 32})
  void isTheShortestOfTheSimplex(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new MgdaRule(), tasks)) {
      for (int i = 0; i < 60; i++) {
        double[][] gram =
            i % 2 == 0
                ? Grams.random(random, tasks, i % 3)
                : Grams.lowRank(random, tasks, 1 + i % 5, 1);
        double[] w = Arrays.stream(trial.weights(gram)).map(x -> x / tasks).toArray();
        assertThat(Arrays.stream(w)).allMatch(x -> x >= 0);
        assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-6));
        double[] slopes = Grams.times(gram, w);
        double lengths = VectorPcGrad.dot(Grams.norms(gram), w);
        for (int t = 0; t < tasks; t++) {
          double rounding = 1e-6 * tasks * lengths * Math.sqrt(gram[t][t]);
          assertThat(slopes[t])
              .as("matrix %s", i)
              .isGreaterThan(VectorPcGrad.dot(slopes, w) - rounding);
        }
      }
    }
  }

  /** Where zero is a convex combination of the gradients there is no direction that helps all. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void vanishesWhereTheTasksAreStationary(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new MgdaRule(), tasks)) {
      for (int i = 0; i < 30; i++) {
        double[][] rows = new double[tasks][Grams.WIDTH];
        for (int p = 0; p < Grams.WIDTH; p++) {
          double sum = 0;
          for (int t = 0; t < tasks - 1; t++) {
            rows[t][p] = random.nextGaussian();
            sum += rows[t][p] * (t + 1);
          }
          rows[tasks - 1][p] = -sum;
        }
        double[][] gram = Grams.of(rows);
        double[] w = trial.weights(gram);
        double square = VectorPcGrad.dot(w, Grams.times(gram, w));
        double lengths = VectorPcGrad.dot(Grams.norms(gram), w);
        assertThat(Math.sqrt(Math.max(0, square))).isLessThan(1e-3 * lengths);
      }
    }
  }

  @Test
  void oppositeGradientsCancel() {
    double[] w = GramTrial.weights(new MgdaRule(), new double[][] {{1, -3}, {-3, 9}});
    GramRulesTest.assertClose(w, new double[] {1.5, 0.5}, 1e-6);
  }

  @Test
  void onlyTheLengthOfTheUpdateGrowsWithTheGradients() {
    Random random = new Random(2);
    try (GramTrial trial = new GramTrial(new MgdaRule(), 4)) {
      for (int i = 0; i < 20; i++) {
        double[][] gram = Grams.random(random, 4, 2);
        double[][] scaled = new double[4][4];
        for (int t = 0; t < 4; t++) {
          scaled[t] = Arrays.stream(gram[t]).map(x -> x * 0x1p-40).toArray();
        }
        GramRulesTest.assertClose(trial.weights(scaled), trial.weights(gram), 1e-6);
      }
    }
  }
}
