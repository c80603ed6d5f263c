package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/**
 * {@link Auc} inside of groups: the mean of the areas of the groups, each counting by its rows
 * (Zhou et al. 2018, "Deep interest network", equation 7, where a group is a user and a row an
 * impression): sum of n_g AUC_g over sum of n_g.
 *
 * <p>Groups whose rows all have one label have no area and are left out, of both sums; so are rows
 * without a group. A score that only says how good a group is, and nothing of its rows, has .5.
 */
public final class GroupedAuc {

  private GroupedAuc() {}

  /**
   * The mean area.
   *
   * @param scores [rows] in any monotone scale
   * @param labels [rows], 0 or 1
   * @param weights [rows], not negative; n_g is their sum; null for 1 everywhere
   * @param groups [rows], from 0; a negative one is none
   * @return in [0, 1]; not a number where no group has both labels or a score that counts is not a
   *     number
   */
  public static double of(
      float[] scores, float[] labels, float @Nullable [] weights, int[] groups) {
    Rows.check(scores.length, 1, labels, weights);
    double sum = 0;
    double total = 0;
    for (int[] rows : GroupedRows.of(groups, labels.length, weights)) {
      float[] own = GroupedRows.weights(weights, rows);
      double all = 0;
      boolean yes = false;
      boolean no = false;
      for (int i = 0; i < rows.length; i++) {
        all += own[i];
        yes |= labels[rows[i]] > .5f;
        no |= labels[rows[i]] <= .5f;
      }
      if (yes && no) {
        sum += all * Auc.of(GroupedRows.take(scores, rows), GroupedRows.take(labels, rows), own);
        total += all;
      }
    }
    return sum / total; // 0 / 0 without such a group.
  }
}
