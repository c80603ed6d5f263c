package dev.espalier.training.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Global average precision of a multilabel task: the k likeliest labels of every example in one
 * ranking, and its {@link PrAuc average precision}, where recall is of all true labels, those that
 * were not among the k included. With k = 20 the measure of YouTube-8M (Abu-El-Haija et al. 2016,
 * section 4), whose evaluation puts ties in a random order; here they are one step.
 */
public final class GlobalAveragePrecision {

  private GlobalAveragePrecision() {}

  /**
   * The weighted precision.
   *
   * @param k labels of each example that are ranked, at least 1
   * @param count number of labels
   * @param predictions [rows, count] probabilities, row-major; where the last of the k is equal to
   *     others the first label is taken
   * @param labels [count, rows], 0 or 1
   * @param weights like the labels, not negative; null for 1 everywhere
   * @return in [0, 1]; not a number where no true label has weight or a prediction that counts is
   *     not a number
   */
  public static double of(
      int k, int count, float[] predictions, float[] labels, float @Nullable [] weights) {
    RankedLabels ranked = new RankedLabels(count, predictions, labels, weights);
    if (ranked.isUndefined()) {
      return Double.NaN;
    }
    int most = Math.min(k, count);
    float[] scores = new float[ranked.rows() * most];
    float[] truth = new float[scores.length];
    float[] counted = new float[scores.length];
    double positives = 0;
    int at = 0;
    for (int row = 0; row < ranked.rows(); row++) {
      List<Integer> order = ranked.of(row);
      for (int place = 0; place < order.size(); place++) {
        int label = order.get(place);
        float yes = labels[ranked.place(row, label)];
        positives += yes > .5f ? ranked.weight(row, label) : 0;
        if (place < most) {
          scores[at] = ranked.prediction(row, label);
          truth[at] = yes;
          counted[at++] = ranked.weight(row, label);
        }
      }
    }
    return PrAuc.of(scores, truth, counted, positives);
  }
}
