package dev.espalier.training.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows that have weight in the order of their scores.
 *
 * @param sorted of each row its score, as an integer in the order of the floats, and its number
 */
record RankedRows(long[] sorted) {

  /** The rows, the lowest score first; null where a score that counts is not a number. */
  static @Nullable RankedRows of(float[] scores, float @Nullable [] weights) {
    long[] sorted = new long[scores.length];
    int count = 0;
    for (int row = 0; row < scores.length; row++) {
      if (Rows.weight(weights, row) > 0) {
        if (Float.isNaN(scores[row])) {
          return null;
        }
        sorted[count++] = (long) sortable(scores[row]) << 32 | row;
      }
    }
    long[] counted = Arrays.copyOf(sorted, count);
    Arrays.sort(counted);
    return new RankedRows(counted);
  }

  int size() {
    return sorted.length;
  }

  /** The row at a place. */
  int row(int place) {
    return (int) sorted[place];
  }

  /** Whether the rows at two places have one score. */
  boolean areTied(int one, int other) {
    return sorted[one] >> 32 == sorted[other] >> 32;
  }

  /** An integer that is in the order of the floats; both zeros are one. */
  private static int sortable(float score) {
    int bits = Float.floatToIntBits(score + 0f);
    return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
  }
}
