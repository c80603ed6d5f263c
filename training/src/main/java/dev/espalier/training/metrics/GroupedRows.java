package dev.espalier.training.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that have weight, group by group. */
final class GroupedRows {

  private GroupedRows() {}

  /**
   * The rows of each group that has some, in order.
   *
   * @param groups [rows], from 0; a negative one is none
   */
  static List<int[]> of(int[] groups, int rows, float @Nullable [] weights) {
    if (groups.length != rows) {
      throw new IllegalArgumentException(
          "A metric takes as many groups as labels; received %d groups and %d labels."
              .formatted(groups.length, rows));
    }
    int[] ends = new int[Arrays.stream(groups).max().orElse(-1) + 1];
    for (int row = 0; row < rows; row++) {
      if (counts(groups, weights, row)) {
        ends[groups[row]]++;
      }
    }
    List<int[]> all = new ArrayList<>();
    for (int size : ends) {
      all.add(new int[size]);
    }
    int[] filled = new int[ends.length];
    for (int row = 0; row < rows; row++) {
      if (counts(groups, weights, row)) {
        all.get(groups[row])[filled[groups[row]]++] = row;
      }
    }
    all.removeIf(own -> own.length == 0);
    return all;
  }

  private static boolean counts(int[] groups, float @Nullable [] weights, int row) {
    return groups[row] >= 0 && Rows.weight(weights, row) > 0;
  }

  /** The values of these rows. */
  static float[] take(float[] values, int[] rows) {
    float[] taken = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      taken[i] = values[rows[i]];
    }
    return taken;
  }

  /** The weights of these rows; 1 each where there are none. */
  static float[] weights(float @Nullable [] weights, int[] rows) {
    float[] taken = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      taken[i] = Rows.weight(weights, rows[i]);
    }
    return taken;
  }
}
