package dev.espalier.training.metrics;

import dev.espalier.dsl.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is measured of a task, and which way is better. */
public enum Metric {
  /** {@link Auc}, of yes-or-no tasks; of several labels the mean of theirs. */
  AUC(true),
  /** {@link LogLoss}. */
  LOG_LOSS(false),
  /** {@link PoissonDeviance}, of counts. */
  POISSON_DEVIANCE(false),
  /** {@link PinballLoss}, of quantiles. */
  PINBALL_LOSS(false),
  /** {@link Accuracy}. */
  ACCURACY(true),
  /** {@link Rmse}. */
  RMSE(false),
  /** {@link Mae}; of classes in order, in classes. */
  MAE(false);

  private final boolean higherIsBetter;

  Metric(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
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

  /**
   * The metric of this name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Metric named(String name) {
    for (Metric metric : values()) {
      if (metric.label().equals(name)) {
        return metric;
      }
    }
    throw new IllegalArgumentException(
        "No metric \"%s\"; there are %s."
            .formatted(name, Arrays.stream(values()).map(Metric::label).toList()));
  }

  /** The name in tables and files, such as {@code log_loss}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether more is better. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether a value is better than another; a number is better than none. */
  public boolean isBetter(double value, double than) {
    if (Double.isNaN(value) || Double.isNaN(than)) {
      return !Double.isNaN(value) && Double.isNaN(than);
    }
    return higherIsBetter ? value > than : value < than;
  }
}
