package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/** Mean loss of a quantile: q e for errors e = label - prediction above 0, (q - 1) e below. */
public final class PinballLoss {

  private PinballLoss() {}

  /**
   * The weighted loss.
   *
   * @param q the quantile, in (0, 1)
   * @param predictions [rows]
   * @param labels [rows]
   * @param weights [rows], not negative; null for 1 everywhere
   * @return at least 0; not a number where nothing has weight or a prediction is not a number
   */
  public static double of(
      double q, float[] predictions, float[] labels, float @Nullable [] weights) {
    Rows.check(predictions.length, 1, labels, weights);
    return Rows.mean(
        labels,
        weights,
        row -> {
          double error = labels[row] - (double) predictions[row];
          return error * (error > 0 ? q : q - 1);
        });
  }
}
