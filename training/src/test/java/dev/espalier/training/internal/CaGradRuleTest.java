package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaGradRuleTest {
  private static final double C = 0.4;

  @Test
  void withoutDistanceItIsTheSum() {
    Random random = new Random(1);
    try (GramTrial trial = new GramTrial(new CaGradRule(0), 4)) {
      for (int i = 0; i < 20; i++) {
        double[] w = trial.weights(Grams.random(random, 4, i % 7));
        GramRulesTest.assertClose(w, new double[] {1, 1, 1, 1}, 1e-6);
      }
    }
  }

  /** The update lies c ‖g_0‖ from the mean, and no point of a grid makes the objective smaller. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void minimisesThePapersObjective(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new CaGradRule(C), tasks)) {
      for (int i = 0; i < 40; i++) {
        double[][] gram = Grams.random(random, tasks, i % 5);
        double[] w = trial.weights(gram);
        double[] mean = new double[tasks];
        double[] added = new double[tasks];
        double sum = 0;
        for (int t = 0; t < tasks; t++) {
          mean[t] = 1.0 / tasks;
          added[t] = w[t] / tasks - mean[t];
          assertThat(added[t]).isGreaterThan(-1e-6);
          sum += added[t];
        }
        double radius = C * length(gram, mean);
        assertThat(length(gram, added)).isCloseTo(radius, within(1e-4 * radius));
        for (int t = 0; t < tasks; t++) {
          added[t] /= sum;
        }
        double best = best(gram, mean, radius);
        double scale = radius * radius / C;
        assertThat(objective(gram, mean, radius, added)).isLessThan(best + 1e-4 * scale);
      }
    }
  }

  private static double best(double[][] gram, double[] mean, double radius) {
    double best = Double.POSITIVE_INFINITY;
    int cells = 100;
    for (int a = 0; a <= cells; a++) {
      for (int b = 0; b <= (mean.length == 2 ? 0 : cells - a); b++) {
        double first = a / (double) cells;
        double second = b / (double) cells;
        double[] w =
            mean.length == 2
                ? new double[] {first, 1 - first}
                : new double[] {first, second, 1 - first - second};
        best = Math.min(best, objective(gram, mean, radius, w));
      }
    }
    return best;
  }

  private static double objective(double[][] gram, double[] mean, double radius, double[] w) {
    return VectorPcGrad.dot(mean, Grams.times(gram, w)) + radius * length(gram, w);
  }

  private static double length(double[][] gram, double[] w) {
    return Math.sqrt(Math.max(0, VectorPcGrad.dot(w, Grams.times(gram, w))));
  }
}
