package dev.espalier.training.metrics;

import dev.espalier.dsl.Target;
import java.util.List;
import java.util.Optional;

/**
 * What is measured of a task, and which way is better.
 *
 * @param label name in tables and files, such as {@code log_loss}
 * @param better which values are better
 */
public record Metric(String label, Better better) {

  /** Which values of a metric are better. */
  public enum Better {
    /** More is better. */
    HIGHER,
    /** Less is better. */
    LOWER,
    /** A ratio is better the nearer it is to 1: half as much is as bad as twice as much. */
    NEAR_ONE
  }

  /** {@link Auc}, of yes-or-no tasks; of several labels the mean of theirs. */
  public static final Metric AUC = new Metric("auc", true);

  /** {@link LogLoss}. */
  public static final Metric LOG_LOSS = new Metric("log_loss", false);

  /** {@link PoissonDeviance}, of counts. */
  public static final Metric POISSON_DEVIANCE = new Metric("poisson_deviance", false);

  /** {@link PinballLoss}, of quantiles. */
  public static final Metric PINBALL_LOSS = new Metric("pinball_loss", false);

  /** {@link Accuracy}. */
  public static final Metric ACCURACY = new Metric("accuracy", true);

  /** {@link Rmse}. */
  public static final Metric RMSE = new Metric("rmse", false);

  /** {@link Mae}; of classes in order, in classes. */
  public static final Metric MAE = new Metric("mae", false);

  /** {@link PrAuc}, see {@link Metrics#prAuc}. */
  public static final Metric PR_AUC = new Metric("pr_auc", true);

  /** {@link NormalizedEntropy}, see {@link Metrics#normalizedEntropy}. */
  public static final Metric NORMALIZED_ENTROPY = new Metric("normalized_entropy", false);

  /** {@link Calibration}, see {@link Metrics#calibration}. */
  public static final Metric CALIBRATION = new Metric("calibration", Better.NEAR_ONE);

  /** {@link CalibrationError}, see {@link Metrics#calibrationError}. */
  public static final Metric CALIBRATION_ERROR = new Metric("calibration_error", false);

  /** {@link F1}, see {@link Metrics#f1}. */
  public static final Metric F1 = new Metric("f1", true);

  /** {@link R2}, see {@link Metrics#r2}. */
  public static final Metric R2 = new Metric("r2", true);

  private static final List<Metric> STANDARD =
      List.of(AUC, LOG_LOSS, POISSON_DEVIANCE, PINBALL_LOSS, ACCURACY, RMSE, MAE);

  /** A metric of which more is better, or less. */
  public Metric(String label, boolean higherIsBetter) {
    this(label, higherIsBetter ? Better.HIGHER : Better.LOWER);
  }

  /** The metrics that Espalier measures without being asked. */
  public static List<Metric> standard() {
    return STANDARD;
  }

  /** The metrics of a target, the main one first. */
  public static List<Metric> of(Target target) {
    if (target instanceof Target.Binary
        || target instanceof Target.Multilabel
        || target instanceof Target.Product) {
      return List.of(AUC, LOG_LOSS, ACCURACY);
    }
    if (target instanceof Target.Multiclass) {
      return List.of(ACCURACY, LOG_LOSS);
    }
    if (target instanceof Target.Ordinal) {
      return List.of(MAE, ACCURACY, LOG_LOSS);
    }
    if (target instanceof Target.Count) {
      return List.of(POISSON_DEVIANCE, MAE);
    }
    if (target instanceof Target.Quantile) {
      return List.of(PINBALL_LOSS);
    }
    return List.of(RMSE, MAE);
  }

  /** The metric of Espalier's that has this name; empty where there is none. */
  public static Optional<Metric> named(String name) {
    return STANDARD.stream()
        .filter(metric -> metric.label.equals(name))
        .findFirst()
        .or(() -> Metrics.named(name).map(CustomMetric::metric));
  }

  /** Whether a value is better than another; a number is better than none. */
  public boolean isBetter(double value, double than) {
    if (Double.isNaN(value) || Double.isNaN(than)) {
      return !Double.isNaN(value) && Double.isNaN(than);
    }
    return score(value) > score(than);
  }

  /** A number that is larger the better the value is. */
  public double score(double value) {
    return switch (better) {
      case HIGHER -> value;
      case LOWER -> -value;
      case NEAR_ONE -> -Math.abs(Math.log(value));
    };
  }
}
