package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/** Mean deviance of counts from predicted rates: 2 (y ln(y / rate) - y + rate). */
public final class PoissonDeviance {

  private PoissonDeviance() {}

  /**
   * The weighted deviance.
   *
   * @param rates [rows], not negative; 0 counts as the smallest normal float, so that the deviance
   *     is finite
   * @param labels [rows], not negative
   * @param weights [rows], not negative; null for 1 everywhere
   * @return at least 0; not a number where nothing has weight or a rate is not a number
   */
  public static double of(float[] rates, float[] labels, float @Nullable [] weights) {
    Rows.check(rates.length, 1, labels, weights);
    return Rows.mean(
        labels,
        weights,
        row -> {
          double rate = Math.max(rates[row], Float.MIN_NORMAL);
          double y = labels[row];
          return 2 * ((y == 0 ? 0 : y * Math.log(y / rate)) - y + rate);
        });
  }
}
