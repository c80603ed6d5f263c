package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/** Coefficient of determination: the share of the labels' variance that predictions explain. */
public final class R2 {

  private R2() {}

  /**
   * The weighted coefficient.
   *
   * @param predictions [rows]
   * @param labels [rows]
   * @param weights [rows], not negative; null for 1 everywhere
   * @return at most 1, 0 for always saying the mean; not a number where all labels are equal
   */
  public static double of(float[] predictions, float[] labels, float @Nullable [] weights) {
    Rows.check(predictions.length, 1, labels, weights);
    double mean = Rows.mean(labels, weights, row -> labels[row]);
    double error =
        Rows.mean(labels, weights, row -> square((double) labels[row] - predictions[row]));
    double variance = Rows.mean(labels, weights, row -> square(labels[row] - mean));
    return variance == 0 ? Double.NaN : 1 - error / variance;
  }

  private static double square(double value) {
    return value * value;
  }
}
