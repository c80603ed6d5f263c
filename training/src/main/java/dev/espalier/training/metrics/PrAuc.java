package dev.espalier.training.metrics;

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
    double positives = 0;
    for (int row = 0; row < labels.length; row++) {
      positives += labels[row] > .5f ? Rows.weight(weights, row) : 0;
    }
    return of(scores, labels, weights, positives);
  }

  /** The same where recall is of positives of this weight in all. */
  static double of(
      float[] scores, float[] labels, float @Nullable [] weights, double allPositives) {
    Rows.check(scores.length, 1, labels, weights);
    RankedRows ranked = RankedRows.of(scores, weights);
    if (ranked == null) {
      return Double.NaN;
    }
    double positives = 0;
    double all = 0;
    double sum = 0;
    for (int end = ranked.size() - 1; end >= 0; ) {
      int at = end;
      double added = 0;
      for (; at >= 0 && ranked.areTied(at, end); at--) {
        int row = ranked.row(at);
        float weight = Rows.weight(weights, row);
        added += labels[row] > .5f ? weight : 0;
        all += weight;
      }
      positives += added;
      sum += added * positives / all;
      end = at;
    }
    return sum / allPositives; // 0 / 0 without a positive.
  }
}
