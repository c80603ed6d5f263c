package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignedMtlRuleTest {

  /** Orthogonal gradients are only made as long as the shortest. */
  @Test
  void orthogonalGradientsBecomeEquallyLong() {
    double[] w = GramTrial.weights(new AlignedMtlRule(), new double[][] {{1, 0}, {0, 16}});
    GramRulesTest.assertClose(w, new double[] {1, 0.25}, 1e-6);
  }

  /** Of parallel gradients the zero eigenvalue is left out, and nothing changes. */
  @Test
  void parallelGradientsAreSummedAlongTheirDirection() {
    double[] w = GramTrial.weights(new AlignedMtlRule(), new double[][] {{1, 2}, {2, 4}});
    GramRulesTest.assertClose(w, new double[] {0.6, 1.2}, 1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void agreesWithRotations(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new AlignedMtlRule(), tasks)) {
      for (int i = 0; i < 40; i++) {
        double[][] gram = Grams.random(random, tasks, i % 3);
        GramRulesTest.assertClose(trial.weights(gram), weights(gram), 1e-5);
      }
      assertThat(trial.ops()).isLessThanOrEqualTo(40);
    }
  }

  /** The rule on plain arrays, eigenvectors found by Jacobi rotations. */
  private static double[] weights(double[][] gram) {
    int n = gram.length;
    double[][] a = Grams.chosen(gram, IntStream.range(0, n).toArray());
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
          double c = Math.cos(angle);
          double s = Math.sin(angle);
          for (int k = 0; k < n; k++) {
            double x = a[k][p];
            a[k][p] = c * x - s * a[k][q];
            a[k][q] = s * x + c * a[k][q];
            double y = v[k][p];
            v[k][p] = c * y - s * v[k][q];
            v[k][q] = s * y + c * v[k][q];
          }
          for (int k = 0; k < n; k++) {
            double x = a[p][k];
            a[p][k] = c * x - s * a[q][k];
            a[q][k] = s * x + c * a[q][k];
          }
        }
      }
    }
    double largest = 0;
    for (int k = 0; k < n; k++) {
      largest = Math.max(largest, a[k][k]);
    }
    double smallest = largest;
    for (int k = 0; k < n; k++) {
      smallest = a[k][k] > 1.2e-7 * n * largest ? Math.min(smallest, a[k][k]) : smallest;
    }
    double[] w = new double[n];
    for (int k = 0; k < n; k++) {
      double along = 0;
      for (int i = 0; i < n; i++) {
        along += v[i][k];
      }
      for (int i = 0; i < n && a[k][k] >= smallest; i++) {
        w[i] += Math.sqrt(smallest / a[k][k]) * along * v[i][k];
      }
    }
    return w;
  }
}
