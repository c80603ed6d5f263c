package dev.espalier.training.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mean average precision of the first k labels of each example of a multilabel task: of an example
 * with n true labels the precisions at the places of the true ones among its k likeliest, their sum
 * over min(k, n); then the mean over the examples. Examples without a true label are left out.
 */
public final class MeanAveragePrecision {

  private MeanAveragePrecision() {}

  /**
   * The weighted mean.
   *
   * @param k places that count, at least 1
   * @param count number of labels
   * @param predictions [rows, count] in any monotone scale, row-major; of equal ones the first
   *     label is taken for the likelier
   * @param labels [count, rows], 0 or 1
   * @param weights like the labels, not negative, where a label of weight 0 is not there; an
   *     example counts by the mean of its others; null for 1 everywhere
   * @return in [0, 1]; not a number where no example has a true label or a prediction that counts
   *     is not a number
   */
  public static double of(
      int k, int count, float[] predictions, float[] labels, float @Nullable [] weights) {
    RankedLabels ranked = new RankedLabels(count, predictions, labels, weights);
    if (ranked.isUndefined()) {
      return Double.NaN;
    }
    double sum = 0;
    double total = 0;
    for (int row = 0; row < ranked.rows(); row++) {
      List<Integer> order = ranked.of(row);
      int there = 0;
      int found = 0;
      double precisions = 0;
      double weight = 0;
      for (int place = 0; place < order.size(); place++) {
        weight += ranked.weight(row, order.get(place)) / order.size();
        if (labels[ranked.place(row, order.get(place))] > .5f) {
          there++;
          if (place < k) {
            precisions += ++found / (place + 1.);
          }
        }
      }
      if (there > 0) {
        sum += weight * precisions / Math.min(k, there);
        total += weight;
      }
    }
    return sum / total; // 0 / 0 without such an example.
  }
}
