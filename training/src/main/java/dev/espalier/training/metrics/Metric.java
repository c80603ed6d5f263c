package dev.espalier.training.metrics;

import dev.espalier.dsl.Target;
import java.util.List;
import java.util.Optional;

/**
 * What is measured of a task, and which way is better.
 *
 * @param label name in tables and files, such as {@code log_loss}
 * @param higherIsBetter whether more is better
 */
public record Metric(String label, boolean higherIsBetter) {
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

  private static final List<Metric> STANDARD =
      List.of(AUC, LOG_LOSS, POISSON_DEVIANCE, PINBALL_LOSS, ACCURACY, RMSE, MAE);

  /** The metrics that Espalier measures. */
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
    return STANDARD.stream().filter(metric -> metric.label.equals(name)).findFirst();
  }

  /** Whether a value is better than another; a number is better than none. */
  public boolean isBetter(double value, double than) {
    if (Double.isNaN(value) || Double.isNaN(than)) {
      return !Double.isNaN(value) && Double.isNaN(than);
    }
    return higherIsBetter ? value > than : value < than;
  }
}
