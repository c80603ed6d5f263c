package dev.espalier.graph;

import java.util.List;

/**
 * How one component of a numeric feature is brought to [0, 1]: linear between fitted points,
 * constant beyond the first and the last.
 *
 * <p>A value between two points becomes {@code y + (x - x0) / (x1 - x0) * (y1 - y0)}, computed in
 * float64 from float32 points and rounded once. Whatever prepares examples for training calls
 * {@link #apply}; the serving graph has the same operations on the same constants.
 *
 * @param values increasing numbers
 * @param shares what each of them becomes, in [0, 1]
 */
public record QuantileScale(List<Float> values, List<Float> shares) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException where the lists are empty or of different lengths, values are
   *     not finite or do not increase, or a share is not in [0, 1]
   */
  public QuantileScale {
    values = List.copyOf(values);
    shares = List.copyOf(shares);
    if (values.isEmpty() || values.size() != shares.size()) {
      throw new IllegalArgumentException(
          "A quantile scale has a share per value; received %d values and %d shares."
              .formatted(values.size(), shares.size()));
    }
    for (int i = 0; i < values.size(); i++) {
      float value = values.get(i);
      if (!Float.isFinite(value) || i > 0 && !(value > values.get(i - 1))) {
        throw new IllegalArgumentException(
            "Values of a quantile scale are finite and increase; received " + values + ".");
      }
      float share = shares.get(i);
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("A share is in [0, 1]; received " + share + ".");
      }
    }
  }

  /** The share of a number; not a number stays not a number. */
  public float apply(float x) {
    if (Float.isNaN(x)) {
      return x;
    }
    int last = values.size() - 1;
    if (last == 0 || x <= values.get(0)) {
      return shares.get(0);
    } else if (x >= values.get(last)) {
      return shares.get(last);
    }
    int low = 0;
    int high = last;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (values.get(middle) <= x) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double start = values.get(low);
    double from = shares.get(low);
    return (float) (from + (x - start) / (values.get(high) - start) * (shares.get(high) - from));
  }
}
