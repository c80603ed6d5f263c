package dev.espalier.training.data;

import dev.espalier.graph.QuantileScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values below which given shares of some numbers lie. */
final class Quantiles {
  private final float[] sorted;
  private final long[] ends;
  private final float least;
  private final float most;

  /**
   * Of these numbers in order.
   *
   * @param ends how many numbers each of them and those before it stand for
   * @param least of all numbers, also of those that others stand for
   * @param most of all numbers
   */
  Quantiles(float[] sorted, long[] ends, float least, float most) {
    this.sorted = sorted;
    this.ends = ends;
    this.least = least;
    this.most = most;
  }

  boolean isEmpty() {
    return sorted.length == 0;
  }

  /**
   * The quantile of a share in [0, 1], interpolated between the two values beside the place share *
   * (n - 1): type 7 of Hyndman and Fan (1996).
   */
  float at(double share) {
    long count = ends[ends.length - 1];
    double place = share * (count - 1);
    long rank = (long) place;
    float low = ranked(rank);
    float high = ranked(Math.min(rank + 1, count - 1));
    // In float64, where the difference of two float32 cannot overflow. Zero has one sign.
    return (float) (low + (place - rank) * ((double) high - low)) + 0f;
  }

  private float ranked(long rank) {
    if (rank == 0) {
      return least;
    } else if (rank == ends[ends.length - 1] - 1) {
      return most;
    }
    int found = Arrays.binarySearch(ends, rank + 1);
    return sorted[found < 0 ? -found - 1 : found];
  }

  /** Evenly spaced quantiles; equal ones are one point, in the middle of their shares. */
  QuantileScale scale(int count) {
    List<Float> values = new ArrayList<>();
    List<Float> shares = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= count; i++) {
      float value = at((double) first / (count - 1));
      if (i == count || at((double) i / (count - 1)) > value) {
        values.add(value);
        shares.add((float) ((first + i - 1) / 2.0 / (count - 1)));
        first = i;
      }
    }
    return new QuantileScale(values, shares);
  }

  /** The distinct quantiles between so many equal shares, at most one less. */
  List<Float> between(int shares) {
    List<Float> boundaries = new ArrayList<>();
    for (int i = 1; i < shares; i++) {
      float boundary = at((double) i / shares);
      if (boundaries.isEmpty() || boundary > boundaries.get(boundaries.size() - 1)) {
        boundaries.add(boundary);
      }
    }
    return boundaries;
  }
}
