package dev.espalier.dsl;

/** Arithmetic on sizes, which are not negative: what is too large stays the largest there is. */
final class Saturating {

  private Saturating() {}

  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  static int product(int a, int b) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, (long) a * b));
  }

  static long times(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }
}
