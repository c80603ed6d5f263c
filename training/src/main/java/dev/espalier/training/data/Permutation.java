package dev.espalier.training.data;

import java.util.Random;

/**
 * Orders of rows that a seed fixes for good.
 *
 * <p>The generator is {@link Random}, the only one of the JDK whose output its documentation fixes
 * by formula "for the sake of absolute portability of Java code". {@code Collections.shuffle} is
 * not specified so tightly, hence the loop here: Fisher and Yates, from the last place to the
 * second. Seed and stream are mixed with the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA
 * 2014), because neighbouring seeds of a linear congruential generator give similar first numbers.
 */
final class Permutation {

  private Permutation() {}

  /** A permutation of the rows [0, rows) that depends on the seed and on the number of a stream. */
  static int[] of(int rows, long seed, long stream) {
    int[] order = new int[rows];
    shuffle(order, seed, stream);
    return order;
  }

  /** Writes the permutation of {@code order.length} rows into this array, whatever it held. */
  static void shuffle(int[] order, long seed, long stream) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Random random = random(seed, stream);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[j];
      order[j] = row;
    }
  }

  /** A generator that depends on the seed and on the number of a stream. */
  static Random random(long seed, long stream) {
    return new Random(mix(mix(seed) + stream * 0x9E3779B97F4A7C15L));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
