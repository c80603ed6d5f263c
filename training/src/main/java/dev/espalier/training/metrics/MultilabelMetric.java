package dev.espalier.training.metrics;

import dev.espalier.dsl.Target;
import org.jspecify.annotations.Nullable;

/**
 * A metric of your own that looks at all labels of an example together, where others are measured
 * label by label; of multilabel tasks only.
 */
public interface MultilabelMetric extends CustomMetric {

  @Override
  default boolean measures(Target target) {
    return target instanceof Target.Multilabel;
  }

  /**
   * The value of it.
   *
   * @param target of the task
   * @param predictions [rows, labels] probabilities row-major
   * @param labels [labels, rows], 0 or 1
   * @param weights like the labels, not negative, 0 where one is missing; null for 1 everywhere
   * @return not a number where it is not defined
   */
  @Override
  double of(Target target, float[] predictions, float[] labels, float @Nullable [] weights);
}
