package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/**
 * The mean prediction divided by the mean label, 1 where they agree: of clicks, how many were said
 * for each that came.
 */
public final class Calibration {

  private Calibration() {}

  /**
   * The weighted ratio.
   *
   * @param predictions [rows] probabilities of yes, or values
   * @param labels [rows]
   * @param weights [rows], not negative; null for 1 everywhere
   * @return not a number where nothing has weight; infinite where the mean label is 0
   */
  public static double of(float[] predictions, float[] labels, float @Nullable [] weights) {
    Rows.check(predictions.length, 1, labels, weights);
    return Rows.mean(labels, weights, row -> predictions[row])
        / Rows.mean(labels, weights, row -> labels[row]);
  }
}
