package dev.espalier.training.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Orders of rows in which those of a group stay together: a function of seed and epoch. */
final class GroupOrder {
  private final int[] groups;
  private final int[] sizes;

  /** Rows with these groups; each row with a negative one is a group of its own. */
  GroupOrder(int[] groups) {
    Map<Integer, Integer> known = new HashMap<>();
    this.groups = new int[groups.length];
    int[] counts = new int[groups.length];
    int count = 0;
    for (int row = 0; row < groups.length; row++) {
      Integer group = groups[row] < 0 ? null : known.get(groups[row]);
      if (group == null) {
        group = count++;
        if (groups[row] >= 0) {
          known.put(groups[row], group);
        }
      }
      this.groups[row] = group;
      counts[group]++;
    }
    this.sizes = Arrays.copyOf(counts, count);
  }

  /** Writes the order of an epoch. */
  void order(int[] order, long seed, int epoch) {
    int[] next = new int[sizes.length];
    int start = 0;
    // Rows and groups are shuffled by streams of their own.
    for (int group : Permutation.of(sizes.length, seed, -(epoch + 1L))) {
      next[group] = start;
      start += sizes[group];
    }
    for (int row : Permutation.of(order.length, seed, epoch + 1L)) {
      order[next[groups[row]]++] = row;
    }
  }
}
