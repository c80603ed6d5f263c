package dev.espalier.samples.quickstart;

import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import java.util.Random;

/**
 * Two regression tasks whose relatedness is a dial: the synthetic data of the MMoE paper (Ma et al.
 * 2018, section 3.2).
 *
 * <p>With orthonormal u1, u2: w1 = c u1 and w2 = c (p u1 + sqrt(1 - p^2) u2); x is standard normal
 * and y_k = w_k x + sum over i of sin(alpha_i w_k x + beta_i) + noise of deviation 0.1, so that no
 * model reaches a mean squared error below 0.01. The alpha_i and beta_i are standard normal.
 *
 * @see <a href="https://doi.org/10.1145/3219819.3220007">the paper</a>
 */
public final class SyntheticTasks {

  /** Deviation of the noise on a label. */
  public static final double NOISE = 0.1;

  private final int dimension;
  private final double[][] directions;
  private final double[] alpha;
  private final double[] beta;

  /**
   * A pair of tasks.
   *
   * @param dimension numbers per example
   * @param scale c, the length of both directions
   * @param correlation p, the cosine between the directions, in [0, 1]
   * @param sines m, the number of sine terms
   * @param seed fixes the directions, alpha and beta
   */
  public SyntheticTasks(int dimension, double scale, double correlation, int sines, long seed) {
    Random random = new Random(seed);
    this.dimension = dimension;
    double[] first = unit(normal(random, dimension));
    double[] second = normal(random, dimension);
    double along = dot(first, second);
    for (int i = 0; i < dimension; i++) {
      second[i] -= along * first[i];
    }
    unit(second);
    double across = Math.sqrt(1 - correlation * correlation);
    directions = new double[2][dimension];
    for (int i = 0; i < dimension; i++) {
      directions[0][i] = scale * first[i];
      directions[1][i] = scale * (correlation * first[i] + across * second[i]);
    }
    alpha = normal(random, sines);
    beta = normal(random, sines);
  }

  /** Draws examples: a feature {@code x} and the labels {@code y1} and {@code y2}. */
  public Examples draw(int rows, long seed) {
    Random random = new Random(seed);
    float[] x = new float[Math.multiplyExact(rows, dimension)];
    float[][] labels = new float[2][rows];
    for (int row = 0; row < rows; row++) {
      double[] projection = new double[2];
      for (int i = 0; i < dimension; i++) {
        double value = random.nextGaussian();
        x[row * dimension + i] = (float) value;
        projection[0] += directions[0][i] * value;
        projection[1] += directions[1][i] * value;
      }
      for (int task = 0; task < 2; task++) {
        double y = projection[task] + NOISE * random.nextGaussian();
        for (int i = 0; i < alpha.length; i++) {
          y += Math.sin(alpha[i] * projection[task] + beta[i]);
        }
        labels[task][row] = (float) y;
      }
    }
    return Examples.of(
        Numbers.of("x", dimension, x), Numbers.of("y1", labels[0]), Numbers.of("y2", labels[1]));
  }

  private static double[] normal(Random random, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  private static double[] unit(double[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= norm;
    }
    return vector;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
