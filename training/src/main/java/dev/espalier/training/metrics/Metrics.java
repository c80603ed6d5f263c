package dev.espalier.training.metrics;

import dev.espalier.dsl.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that are measured where they are asked for, beside those that every task of a kind has.
 *
 * <p>Those of yes-or-no tasks are also measured of several labels and of products, as the mean over
 * the labels that have one.
 */
public final class Metrics {

  private Metrics() {}

  /** {@link PrAuc}, of yes-or-no tasks. */
  public static CustomMetric prAuc() {
    return new Chosen(Metric.PR_AUC, PrAuc::of, Metrics::isYes);
  }

  /** {@link NormalizedEntropy}, of yes-or-no tasks. */
  public static CustomMetric normalizedEntropy() {
    return new Chosen(Metric.NORMALIZED_ENTROPY, NormalizedEntropy::of, Metrics::isYes);
  }

  /** {@link Calibration}, of yes-or-no tasks and counts. */
  public static CustomMetric calibration() {
    return new Chosen(
        Metric.CALIBRATION,
        Calibration::of,
        target -> isYes(target) || target instanceof Target.Count);
  }

  /** {@link CalibrationError}, of yes-or-no tasks. */
  public static CustomMetric calibrationError() {
    return new Chosen(Metric.CALIBRATION_ERROR, CalibrationError::of, Metrics::isYes);
  }

  /** {@link F1}, of yes-or-no tasks. */
  public static CustomMetric f1() {
    return new Chosen(Metric.F1, F1::of, Metrics::isYes);
  }

  /** {@link R2}, of regressions. */
  public static CustomMetric r2() {
    return new Chosen(Metric.R2, R2::of, Target.Regression.class::isInstance);
  }

  private static boolean isYes(Target target) {
    return target instanceof Target.Binary
        || target instanceof Target.Multilabel
        || target instanceof Target.Product;
  }

  private interface Measure {
    double of(float[] predictions, float[] labels, float @Nullable [] weights);
  }

  private record Chosen(Metric metric, Measure measure, Predicate<Target> targets)
      implements CustomMetric {

    @Override
    public boolean measures(Target target) {
      return targets.test(target);
    }

    @Override
    public double of(
        Target target, float[] predictions, float[] labels, float @Nullable [] weights) {
      return measure.of(predictions, labels, weights);
    }
  }

  /** All of them. */
  public static List<CustomMetric> all() {
    return List.of(prAuc(), normalizedEntropy(), calibration(), calibrationError(), f1(), r2());
  }

  /** The one of this name, such as {@code pr_auc}; empty where there is none. */
  public static Optional<CustomMetric> named(String name) {
    return all().stream().filter(each -> each.metric().label().equals(name)).findFirst();
  }
}
