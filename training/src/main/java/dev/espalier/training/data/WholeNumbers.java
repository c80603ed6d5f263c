package dev.espalier.training.data;

/**
 * Integers in columns of integers, and in columns of numbers: other programs write integers as
 * {@code 3.0} as soon as one of them is missing.
 */
final class WholeNumbers {
  /** What no count and no class is. */
  static final long MISSING = -1;

  /** Above this, float32 does not hold every integer. */
  private static final float MOST = 1 << 24;

  private WholeNumbers() {}

  /** Whether a value that is not missing is an integer. */
  static boolean isWhole(Column column, int row) {
    return column instanceof Integers
        || column instanceof Numbers numbers
            && numbers.width() == 1
            && Math.abs(numbers.at(row)) <= MOST
            && numbers.at(row) == Math.rint(numbers.at(row));
  }

  /** The integer of a value that is one. */
  static long at(Column column, int row) {
    return column instanceof Integers integers
        ? integers.at(row)
        : (long) ((Numbers) column).at(row);
  }
}
