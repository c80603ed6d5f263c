package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpGradRuleTest {

  @Test
  void pinnedWeights() {
    UpGradRule rule = new UpGradRule();
    PinnedGrams.ORTHOGONAL.assertWeights(rule, 1, 1);
    PinnedGrams.CONFLICT.assertWeights(rule, 3 / 2.0, 2);
    PinnedGrams.THREE.assertWeights(rule, 4, 23 / 6.0, 26 / 15.0);
    PinnedGrams.LOW_RANK.assertWeights(rule, 2, 1, 1, 11 / 10.0);
    PinnedGrams.ZERO_ROW.assertWeights(rule, 6 / 5.0, 0, 11 / 10.0);
    PinnedGrams.RATIO.assertWeights(rule, 2400007 / 4.0, 13600029 / 13600000.0, 6800023 / 17.0);
    PinnedGrams.FOUR.assertWeights(
        rule, 31859 / 19908.0, 1444 / 553.0, 10427 / 2772.0, 21137 / 15642.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void sumsTheProjectionsThatBruteForceFinds(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new UpGradRule(), tasks)) {
      for (int i = 0; i < 40; i++) {
        double[][] gram =
            i % 2 == 0
                ? Grams.random(random, tasks, i % 7)
                : Grams.lowRank(random, tasks, 1 + i % 4, i % 7);
        double[] expected = SlowDualCone.weights(gram, RidgedGram.RIDGE * tasks);
        double[] w = trial.weights(gram);
        double[] apart = new double[tasks];
        Arrays.setAll(apart, t -> w[t] - expected[t]);
        double square = VectorPcGrad.dot(apart, Grams.times(gram, apart));
        double lengths = Arrays.stream(Grams.norms(gram)).sum();
        assertThat(Math.sqrt(Math.max(0, square)))
            .as("matrix %s", i)
            .isLessThan((tasks == 2 ? 1e-3 : 1e-5) * lengths);
      }
    }
  }

  /** The gap is a part of the lengths that go into the sum, as float32 rounds them. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 32})
  void conflictsWithNoTask(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new UpGradRule(), tasks)) {
      for (int i = 0; i < 30; i++) {
        double[][] gram = Grams.random(random, tasks, i % 4);
        double[] w = trial.weights(gram);
        double[] dots = Grams.times(gram, w);
        double[] norms = Grams.norms(gram);
        double lengths = VectorPcGrad.dot(w, norms);
        for (int t = 0; t < tasks; t++) {
          assertThat(dots[t]).isGreaterThan(-1e-5 * lengths * norms[t]);
        }
      }
    }
  }

  /** The cone does not know the lengths: the update is linear in that of each gradient. */
  @Test
  void isLinearInTheLengthOfAGradient() {
    Random random = new Random(9);
    try (GramTrial trial = new GramTrial(new UpGradRule(), 5)) {
      for (int i = 0; i < 20; i++) {
        double[][] gram = Grams.random(random, 5, 2);
        double[] once = trial.weights(gram);
        double[] twice = trial.weights(scaled(gram, 2));
        double[] thrice = trial.weights(scaled(gram, 3));
        double[] bent = new double[5];
        double[] size = new double[5];
        for (int t = 0; t < 5; t++) {
          int factor = t == 0 ? 1 : 0;
          bent[t] = (1 + 2 * factor) * thrice[t] - 2 * (1 + factor) * twice[t] + once[t];
          size[t] = once[t];
        }
        double square = VectorPcGrad.dot(bent, Grams.times(gram, bent));
        double whole = VectorPcGrad.dot(size, Grams.times(gram, size));
        assertThat(square).isLessThan(1e-9 * whole);
      }
    }
  }

  private static double[][] scaled(double[][] gram, double factor) {
    double[][] scaled = Arrays.stream(gram).map(double[]::clone).toArray(double[][]::new);
    for (int t = 0; t < gram.length; t++) {
      scaled[0][t] *= factor;
      scaled[t][0] *= factor;
    }
    return scaled;
  }

  @Test
  void itsSizeDoesNotGrowWithTheTasks() {
    try (GramTrial few = new GramTrial(new UpGradRule(), 3);
        GramTrial many = new GramTrial(new UpGradRule(), 32)) {
      assertThat(many.ops()).isEqualTo(few.ops()).isLessThanOrEqualTo(30);
    }
  }
}
