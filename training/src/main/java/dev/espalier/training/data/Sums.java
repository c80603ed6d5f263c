package dev.espalier.training.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Mean and standard deviation of any number of float32 numbers in one pass.
 *
 * <p>Their squares are exact in float64. Sums are kept as two float64 each, the second one holding
 * what rounding takes from the first (Knuth's two-sum), so that about 100 bits are left to subtract
 * from when the mean is far from zero and the deviation small.
 */
final class Sums {
  private double sum;
  private double sumRest;
  private double squares;
  private double squaresRest;
  private long count;
  private float least = Float.POSITIVE_INFINITY;
  private float most = Float.NEGATIVE_INFINITY;

  /** Takes note of a finite number. */
  void add(float value) {
    double before = sum;
    sum = before + value;
    sumRest += rest(before, value, sum);
    double square = (double) value * value;
    before = squares;
    squares = before + square;
    squaresRest += rest(before, square, squares);
    count++;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }

  /** What {@code a + b} is more than its rounded sum. */
  private static double rest(double a, double b, double rounded) {
    double shown = rounded - a;
    return (a - (rounded - shown)) + (b - shown);
  }

  /** How many numbers there were. */
  long count() {
    return count;
  }

  /** Whether there is one number only, however often. */
  boolean constant() {
    return least == most;
  }

  /** The mean; of a constant the constant itself. */
  float mean() {
    return constant() ? least : (float) ((sum + sumRest) / count);
  }

  /** The standard deviation of the population, sqrt(n Σx² - (Σx)²) / n. */
  float deviation() {
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal all = new BigDecimal(sum).add(new BigDecimal(sumRest));
    BigDecimal allSquares = new BigDecimal(squares).add(new BigDecimal(squaresRest));
    BigDecimal spread = n.multiply(allSquares).subtract(all.multiply(all)).max(BigDecimal.ZERO);
    MathContext precision = new MathContext(40, RoundingMode.HALF_EVEN);
    return (float) Math.sqrt(spread.divide(n.multiply(n), precision).doubleValue());
  }
}
