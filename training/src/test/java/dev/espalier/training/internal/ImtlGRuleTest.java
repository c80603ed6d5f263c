package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImtlGRuleTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void theProjectionsOnAllTasksAreEqual(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new ImtlGRule(), tasks)) {
      for (int i = 0; i < 40; i++) {
        double[][] gram = Grams.random(random, tasks, 1);
        double[] dots = Grams.times(gram, trial.weights(gram));
        double first = dots[0] / Math.sqrt(gram[0][0]);
        assertThat(first).isPositive();
        for (int t = 1; t < tasks; t++) {
          assertThat(dots[t] / Math.sqrt(gram[t][t])).isCloseTo(first, within(1e-3 * first));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 32})
  void agreesWithElimination(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new ImtlGRule(), tasks)) {
      for (int i = 0; i < 60; i++) {
        double[][] gram =
            i % 2 == 0 ? Grams.random(random, tasks, i % 7) : Grams.adversarial(random, tasks);
        GramRulesTest.assertClose(trial.weights(gram), weights(gram), 1e-5);
      }
      assertThat(trial.ops()).isLessThanOrEqualTo(30);
    }
  }

  /**
   * Orthogonal gradients of norms 1 and 2: projections on both are 2/3 · 1 and 1/3 · 2, doubled.
   */
  @Test
  void aHandComputedCase() {
    double[] w = GramTrial.weights(new ImtlGRule(), new double[][] {{1, 0}, {0, 4}});
    GramRulesTest.assertClose(w, new double[] {4 / 3.0, 2 / 3.0}, 1e-6);
  }

  /**
   * A small gradient between two others: its weight is negative and larger than theirs, so that
   * weights which sum to 3 would turn the update against all tasks.
   */
  @Test
  void weightsThatNearlyCancelAreLimited() {
    double[] u = {1, 0};
    double[] v = {0, 1};
    double[] between = {0.8e-3, 0.8e-3};
    double[][] gram = Grams.of(new double[][] {u, v, plus(between, new double[] {0, 1e-5})});
    double[] w = GramTrial.weights(new ImtlGRule(), gram);
    assertThat(Arrays.stream(w).map(Math::abs).sum()).isLessThanOrEqualTo(30 * (1 + 1e-6));
    double[] dots = Grams.times(gram, w);
    for (int t = 0; t < 3; t++) {
      assertThat(dots[t]).isGreaterThanOrEqualTo(-1e-6);
    }
  }

  private static double[] plus(double[] a, double[] b) {
    return new double[] {a[0] + b[0], a[1] + b[1]};
  }

  /** The rule on plain arrays, the system solved by elimination with pivots. */
  private static double[] weights(double[][] gram) {
    int n = gram.length;
    double[][] system = new double[n][n];
    double[] ones = new double[n];
    double[] norms = new double[n];
    int active = 0;
    for (int i = 0; i < n; i++) {
      norms[i] = Math.sqrt(gram[i][i]);
      active += norms[i] > 0 ? 1 : 0;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        boolean both = norms[i] > 0 && norms[j] > 0;
        system[i][j] = (both ? gram[i][j] / norms[i] / norms[j] : 0) + (i == j ? 1e-6 * n : 0);
      }
      ones[i] = norms[i] > 0 ? 1 : 0;
    }
    double[] w = SlowMaxMin.solved(system, ones);
    double sum = 0;
    double sizes = 0;
    for (int i = 0; i < n; i++) {
      w[i] = norms[i] > 0 ? w[i] / norms[i] : 0;
      sum += w[i];
      sizes += Math.abs(w[i]);
    }
    for (int i = 0; i < n; i++) {
      w[i] = active == 0 ? 0 : w[i] * active / Math.max(sum, 0.1 * sizes);
    }
    return w;
  }
}
