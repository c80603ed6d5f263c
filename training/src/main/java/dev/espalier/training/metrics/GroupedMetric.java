package dev.espalier.training.metrics;

import dev.espalier.dsl.Target;
import org.jspecify.annotations.Nullable;

/**
 * A metric of your own that looks at rows inside of groups, such as the answers to one query or
 * what one user was shown. What is measured brings the column of the groups along, see {@link
 * Metrics#groupedAuc}.
 */
public interface GroupedMetric extends CustomMetric {

  /** The column whose values say which group a row is in; of any type, and in no feature. */
  String column();

  /**
   * The value of it; of a multilabel task it is asked for once for each label, and the mean is
   * taken over the labels that have one.
   *
   * @param groups [rows] the number of each row's group, from 0; -1 where the column has no value,
   *     which is no group
   * @see CustomMetric#of
   */
  double of(
      Target target, float[] predictions, float[] labels, float @Nullable [] weights, int[] groups);

  /** The value of it where all rows are one group. */
  @Override
  default double of(
      Target target, float[] predictions, float[] labels, float @Nullable [] weights) {
    return of(target, predictions, labels, weights, new int[labels.length]);
  }
}
