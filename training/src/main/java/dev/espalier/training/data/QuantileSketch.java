package dev.espalier.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Quantiles of any number of numbers in one pass and bounded memory.
 *
 * <p>Level h holds up to a capacity k of numbers that stand for 2^h each. A full level is sorted
 * and gives every other number to the next one, from its first and from its second in turns (Munro
 * and Paterson 1980; Manku, Rajagopalan and Lindsay 1998). Up to k numbers the quantiles are exact.
 * Of n > k numbers a rank is wrong by at most {@code (floor(log2(n / k)) + 1) / k} of n, since each
 * time a level is thinned ranks move by at most what its numbers stand for; least and largest stay
 * exact. Nothing is random: the same numbers in the same order give the same quantiles.
 */
final class QuantileSketch {

  /** Ranks of 20 million numbers are wrong by 0.07 % at most, in 0.7 MB. */
  static final int STREAMED = 1 << 14;

  /** As many as fit into memory. */
  static final int EXACT = Integer.MAX_VALUE - 9;

  private final int capacity;
  private final List<Level> levels = new ArrayList<>();
  private long count;
  private float least = Float.POSITIVE_INFINITY;
  private float most = Float.NEGATIVE_INFINITY;

  private static final class Level {
    private float[] values = new float[64];
    private int size;
    private int next;
  }

  /** A sketch of this capacity, an even number of at least 64. */
  QuantileSketch(int capacity) {
    this.capacity = capacity;
  }

  /** Takes note of a number; of what is none it takes no note. */
  void add(float value) {
    if (Float.isNaN(value)) {
      return;
    }
    count++;
    least = Math.min(least, value);
    most = Math.max(most, value);
    push(0, value);
  }

  private void push(int height, float value) {
    if (levels.size() == height) {
      levels.add(new Level());
    }
    Level level = levels.get(height);
    if (level.size == capacity) {
      Arrays.sort(level.values, 0, capacity);
      for (int i = level.next; i < capacity; i += 2) {
        push(height + 1, level.values[i]);
      }
      level.next = 1 - level.next;
      level.size = 0;
    }
    if (level.size == level.values.length) {
      long room = Math.min(2L * level.size, capacity);
      level.values = Arrays.copyOf(level.values, (int) room);
    }
    level.values[level.size++] = value;
  }

  /** The quantiles of what was added so far. */
  Quantiles quantiles() {
    int size = levels.stream().mapToInt(level -> level.size).sum();
    long[] keys = new long[size];
    int at = 0;
    for (int height = 0; height < levels.size(); height++) {
      Level level = levels.get(height);
      for (int i = 0; i < level.size; i++) {
        keys[at++] = (long) ordered(level.values[i]) << Integer.SIZE | height;
      }
    }
    Arrays.sort(keys);
    float[] values = new float[size];
    long[] ends = new long[size];
    long end = 0;
    for (int i = 0; i < size; i++) {
      end += 1L << (int) keys[i];
      values[i] = Float.intBitsToFloat(ordered((int) (keys[i] >> Integer.SIZE)));
      ends[i] = end;
    }
    return new Quantiles(values, ends, least, most);
  }

  /** Bits of a float32 as an integer of the same order, and back. */
  private static int ordered(float value) {
    return ordered(Float.floatToIntBits(value));
  }

  private static int ordered(int bits) {
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }
}
