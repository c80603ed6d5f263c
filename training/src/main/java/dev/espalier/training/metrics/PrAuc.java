package dev.espalier.training.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Area under the precision-recall curve as average precision: the precision at each score, weighed
 * by the recall that it adds; scores that tie are one step. Of rare positives it says more than the
 * {@link Auc}; without any skill it is their share. Exact: from the sorted scores.
 */
public final class PrAuc {

  private PrAuc() {}

  /**
   * The weighted average precision.
   *
   * @param scores [rows] in any monotone scale
   * @param labels [rows], 0 or 1
   * @param weights [rows], not negative; null for 1 everywhere
   * @return in [0, 1]; not a number where no positive has weight or a score that counts is not a
   *     number
   */
  public static double of(float[] scores, float[] labels, float @Nullable [] weights) {
    Rows.check(scores.length, 1, labels, weights);
    long[] sorted = new long[scores.length];
    int count = 0;
    for (int row = 0; row < scores.length; row++) {
      if (Rows.weight(weights, row) > 0) {
        if (Float.isNaN(scores[row])) {
          return Double.NaN;
        }
        sorted[count++] = (long) Rows.sortable(scores[row]) << 32 | row;
      }
    }
    Arrays.sort(sorted, 0, count);
    double positives = 0;
    double all = 0;
    double sum = 0;
    for (int end = count - 1; end >= 0; ) {
      int at = end;
      double added = 0;
      for (; at >= 0 && sorted[at] >> 32 == sorted[end] >> 32; at--) {
        int row = (int) sorted[at];
        float weight = Rows.weight(weights, row);
        added += labels[row] > .5f ? weight : 0;
        all += weight;
      }
      positives += added;
      sum += added * positives / all;
      end = at;
    }
    return sum / positives; // 0 / 0 without a positive.
  }
}
