package dev.espalier.training.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Area under the receiver operating characteristic: the probability that a positive example has the
 * higher score than a negative one, ties counting half (Hanley and McNeil, Radiology 1982). Exact:
 * from the sorted scores, not from thresholds.
 */
public final class Auc {

  private Auc() {}

  /**
   * The weighted area.
   *
   * @param scores [rows] in any monotone scale: probabilities and logits give the same area
   * @param labels [rows], 0 or 1
   * @param weights [rows], not negative; null for 1 everywhere
   * @return in [0, 1]; not a number where a class has no weight or a score that counts is not a
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
    double pairs = 0;
    double negativesBelow = 0;
    double positives = 0;
    for (int start = 0; start < count; ) {
      int end = start;
      double positivesHere = 0;
      double negativesHere = 0;
      for (; end < count && sorted[end] >> 32 == sorted[start] >> 32; end++) {
        int row = (int) sorted[end];
        if (labels[row] > .5f) {
          positivesHere += Rows.weight(weights, row);
        } else {
          negativesHere += Rows.weight(weights, row);
        }
      }
      pairs += positivesHere * (negativesBelow + negativesHere / 2);
      negativesBelow += negativesHere;
      positives += positivesHere;
      start = end;
    }
    return pairs / (positives * negativesBelow); // 0 / 0 without one of the classes.
  }
}
