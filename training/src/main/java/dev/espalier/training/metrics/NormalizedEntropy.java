package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Log loss divided by that of always saying the share of yes (He et al. 2014, "Practical lessons
 * from predicting clicks on ads", equation 1): below 1 the model knows more than this share,
 * however rare yes is.
 */
public final class NormalizedEntropy {

  private NormalizedEntropy() {}

  /**
   * The weighted ratio.
   *
   * @param probabilities [rows] of yes
   * @param labels [rows], 0 or 1
   * @param weights [rows], not negative; null for 1 everywhere
   * @return at least 0; not a number where one of the classes has no weight
   */
  public static double of(float[] probabilities, float[] labels, float @Nullable [] weights) {
    double yes = Rows.mean(labels, weights, row -> labels[row] > .5f ? 1 : 0);
    double entropy = -yes * Math.log(yes) - (1 - yes) * Math.log(1 - yes);
    return LogLoss.of(probabilities, labels, weights) / entropy;
  }
}
