package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/** Harmonic mean of precision and recall of saying yes above one half. */
public final class F1 {

  private F1() {}

  /**
   * The weighted score.
   *
   * @param probabilities [rows] of yes
   * @param labels [rows], 0 or 1
   * @param weights [rows], not negative; null for 1 everywhere
   * @return in [0, 1]; not a number where there is no yes, neither said nor true
   */
  public static double of(float[] probabilities, float[] labels, float @Nullable [] weights) {
    Rows.check(probabilities.length, 1, labels, weights);
    double right = 0;
    double said = 0;
    double there = 0;
    for (int row = 0; row < labels.length; row++) {
      float weight = Rows.weight(weights, row);
      if (weight > 0) {
        boolean yes = probabilities[row] > .5f;
        boolean is = labels[row] > .5f;
        right += yes && is ? weight : 0;
        said += yes ? weight : 0;
        there += is ? weight : 0;
      }
    }
    return 2 * right / (said + there);
  }
}
