package dev.espalier.training.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Normalised discounted cumulative gain of the first k places: in each group the gains in the order
 * of the scores, the one at place r (from 1) divided by log2(r + 1), over what the best order would
 * have (Järvelin and Kekäläinen 2002); then the mean over the groups. Rows whose scores tie share
 * their gains evenly (McSherry and Najork 2008).
 *
 * <p>Groups without any gain have no best order and are left out, as are rows without a group.
 */
public final class Ndcg {

  private Ndcg() {}

  /**
   * The mean gain.
   *
   * @param k places that count, at least 1
   * @param scores [rows] in any monotone scale
   * @param gains [rows], not negative: what a row is worth to the one who asked
   * @param weights [rows], not negative, where those of weight 0 are not there; a group counts by
   *     the mean of its others; null for 1 everywhere
   * @param groups [rows], from 0; a negative one is none
   * @return in [0, 1]; not a number where no group has a gain or a score that counts is not a
   *     number
   */
  public static double of(
      int k, float[] scores, float[] gains, float @Nullable [] weights, int[] groups) {
    Rows.check(scores.length, 1, gains, weights);
    double sum = 0;
    double total = 0;
    for (int[] rows : GroupedRows.of(groups, gains.length, weights)) {
      float[] own = GroupedRows.take(gains, rows);
      RankedRows ranked = RankedRows.of(GroupedRows.take(scores, rows), null);
      if (ranked == null) {
        return Double.NaN;
      }
      double best = best(k, own);
      if (best > 0) {
        double all = 0;
        for (float each : GroupedRows.weights(weights, rows)) {
          all += each;
        }
        double weight = all / rows.length;
        sum += weight * gained(k, ranked, own) / best;
        total += weight;
      }
    }
    return sum / total; // 0 / 0 without such a group.
  }

  private static double gained(int k, RankedRows ranked, float[] gains) {
    double sum = 0;
    int place = 0;
    for (int end = ranked.size() - 1; end >= 0 && place < k; ) {
      int at = end;
      double tied = 0;
      double discounts = 0;
      for (; at >= 0 && ranked.areTied(at, end); at--, place++) {
        tied += gains[ranked.row(at)];
        discounts += place < k ? discount(place) : 0;
      }
      sum += tied / (end - at) * discounts;
      end = at;
    }
    return sum;
  }

  private static double best(int k, float[] gains) {
    float[] sorted = gains.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int place = 0; place < Math.min(k, sorted.length); place++) {
      sum += sorted[sorted.length - 1 - place] * discount(place);
    }
    return sum;
  }

  /** Of a place from 0. */
  private static double discount(int place) {
    return Math.log(2) / Math.log(place + 2);
  }
}
