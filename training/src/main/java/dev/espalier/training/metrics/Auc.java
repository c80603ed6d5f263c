package dev.espalier.training.metrics;

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
    RankedRows ranked = RankedRows.of(scores, weights);
    if (ranked == null) {
      return Double.NaN;
    }
    double pairs = 0;
    double negativesBelow = 0;
    double positives = 0;
    for (int start = 0; start < ranked.size(); ) {
      int end = start;
      double positivesHere = 0;
      double negativesHere = 0;
      for (; end < ranked.size() && ranked.areTied(end, start); end++) {
        int row = ranked.row(end);
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
