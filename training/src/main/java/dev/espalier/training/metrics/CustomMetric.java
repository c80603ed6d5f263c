package dev.espalier.training.metrics;

import dev.espalier.dsl.Target;
import org.jspecify.annotations.Nullable;

/**
 * A metric of your own, measured at each validation and in evaluations, beside Espalier's. A task's
 * main metric, by which the best epoch is chosen, stays Espalier's.
 */
public interface CustomMetric {

  /** Its name, unlike that of any other metric, and which way is better. */
  Metric metric();

  /** Whether tasks with such a target have it. */
  boolean measures(Target target);

  /**
   * The value of it; of a multilabel task it is asked for once for each label, and the mean is
   * taken over the labels that have one.
   *
   * @param target of the task
   * @param predictions [rows] probabilities of yes or values, or [rows, classes] probabilities
   *     row-major
   * @param labels [rows]
   * @param weights [rows], not negative, 0 where a label is missing; null for 1 everywhere
   * @return not a number where it is not defined
   */
  double of(Target target, float[] predictions, float[] labels, float @Nullable [] weights);
}
