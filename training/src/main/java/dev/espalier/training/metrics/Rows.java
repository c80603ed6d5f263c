package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/** Weighted means over rows. */
final class Rows {

  private Rows() {}

  /** What a row contributes. */
  @FunctionalInterface
  interface Term {
    double of(int row);
  }

  /** Refuses arrays that do not belong to the same rows. */
  static void check(int predictions, int width, float[] labels, float @Nullable [] weights) {
    if (predictions != (long) labels.length * width
        || weights != null && weights.length != labels.length) {
      throw new IllegalArgumentException(
          "A metric takes %d predictions per label, and as many weights as labels; received %d predictions, %d labels and %s weights."
              .formatted(
                  width, predictions, labels.length, weights == null ? "no" : weights.length));
    }
  }

  static float weight(float @Nullable [] weights, int row) {
    return weights == null ? 1f : weights[row];
  }

  /** The weighted mean of a term; rows of weight 0 are not looked at; not a number without rows. */
  static double mean(float[] labels, float @Nullable [] weights, Term term) {
    double sum = 0;
    double total = 0;
    for (int row = 0; row < labels.length; row++) {
      float weight = weight(weights, row);
      if (weight > 0) {
        sum += weight * term.of(row);
        total += weight;
      }
    }
    return sum / total;
  }

  /** The place of the largest of these probabilities, the first of equals. */
  static int likeliest(float[] probabilities, int offset, int classes) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      if (probabilities[offset + i] > probabilities[offset + best]) {
        best = i;
      }
    }
    return best;
  }
}
