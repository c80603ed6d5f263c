package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Expected calibration error: examples are put into {@value #BINS} bins of equal width by the
 * probability that was said, and how far the mean probability of a bin is from its share of yes is
 * averaged over the examples (Guo et al. 2017, equation 3, for the probability of yes).
 */
public final class CalibrationError {
  /** Number of bins, as in the paper. */
  public static final int BINS = 15;

  private CalibrationError() {}

  /** The bin of a probability. */
  static int bin(float probability) {
    return Math.max(0, Math.min(BINS - 1, (int) (probability * BINS)));
  }

  /**
   * The weighted error.
   *
   * @param probabilities [rows] of yes
   * @param labels [rows], 0 or 1
   * @param weights [rows], not negative; null for 1 everywhere
   * @return in [0, 1]; not a number where nothing has weight or a probability that counts is not a
   *     number
   */
  public static double of(float[] probabilities, float[] labels, float @Nullable [] weights) {
    Rows.check(probabilities.length, 1, labels, weights);
    double[] off = new double[BINS];
    double total = 0;
    for (int row = 0; row < labels.length; row++) {
      float weight = Rows.weight(weights, row);
      if (weight > 0) {
        float p = probabilities[row];
        if (Float.isNaN(p)) {
          return Double.NaN;
        }
        off[bin(p)] += weight * ((double) p - (labels[row] > .5f ? 1 : 0));
        total += weight;
      }
    }
    double sum = 0;
    for (double each : off) {
      sum += Math.abs(each);
    }
    return sum / total;
  }
}
