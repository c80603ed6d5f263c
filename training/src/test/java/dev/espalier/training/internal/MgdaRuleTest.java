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
  void twoTasksHaveAClosedForm() {
    Random random = new Random(1);
    try (GramTrial trial = new GramTrial(new MgdaRule(), 2)) {
      for (int i = 0; i < 200; i++) {
        double[][] g = Grams.random(random, 2, i % 12);
        double apart = g[0][0] + g[1][1] - 2 * g[0][1];
        double first = Math.max(0, Math.min(1, (g[1][1] - g[0][1]) / apart));
        GramRulesTest.assertClose(
            trial.weights(g), new double[] {2 * first, 2 * (1 - first)}, 1e-6);
      }
      assertThat(trial.ops()).isLessThanOrEqualTo(50);
    }
  }

  /** Of the best point no task's slope lies below the squared length, which bounds the distance. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 8})
  void isTheShortestOfTheSimplex(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new MgdaRule(), tasks)) {
      for (int i = 0; i < 60; i++) {
        double[][] gram = Grams.random(random, tasks, i % 2);
        double[] w = Arrays.stream(trial.weights(gram)).map(x -> x / tasks).toArray();
        assertThat(w).satisfies(each -> assertThat(Arrays.stream(each)).allMatch(x -> x >= 0));
        assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-6));
        double[] slopes = Grams.times(gram, w);
        double square = VectorPcGrad.dot(slopes, w);
        assertThat(Arrays.stream(slopes).min().orElseThrow())
            .as("matrix %s", i)
            .isGreaterThanOrEqualTo(square * (1 - 1e-2));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8})
  void isNoLongerThanTheSmallestGradient(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new MgdaRule(), tasks)) {
      for (int i = 0; i < 60; i++) {
        double[][] gram = Grams.adversarial(random, tasks);
        double[] w = trial.weights(gram);
        double parts = Arrays.stream(w).sum();
        double length = Math.sqrt(Math.max(0, VectorPcGrad.dot(w, Grams.times(gram, w))));
        double rounding = 0;
        for (int t = 0; t < tasks; t++) {
          rounding += 1e-3 * w[t] * Math.sqrt(gram[t][t]);
        }
        for (int t = 0; t < tasks; t++) {
          if (gram[t][t] > 0) {
            assertThat(length).isLessThanOrEqualTo(parts * Math.sqrt(gram[t][t]) + rounding);
          }
        }
      }
    }
  }

  @Test
  void oppositeGradientsCancel() {
    double[] w = GramTrial.weights(new MgdaRule(), new double[][] {{1, -3}, {-3, 9}});
    GramRulesTest.assertClose(w, new double[] {1.5, 0.5}, 1e-6);
  }

  @Test
  void fewOpsAreWritten() {
    try (GramTrial trial = new GramTrial(new MgdaRule(), 32)) {
      assertThat(trial.ops()).isLessThanOrEqualTo(25 * SimplexSearch.steps(32) + 30);
    }
  }
}
