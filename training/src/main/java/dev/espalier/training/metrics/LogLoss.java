package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/** Mean negative logarithm of the probability given to what happened, in nats. */
public final class LogLoss {

  /** Probabilities are moved to at least this far from 0 and 1, so that the loss is finite. */
  public static final double CLIP = 1e-7;

  private LogLoss() {}

  /**
   * The weighted loss of a yes-or-no task.
   *
   * @param probabilities [rows] of yes
   * @param labels [rows], 0 or 1
   * @param weights [rows], not negative; null for 1 everywhere
   * @return at least 0; not a number where nothing has weight or a probability is not a number
   */
  public static double of(float[] probabilities, float[] labels, float @Nullable [] weights) {
    Rows.check(probabilities.length, 1, labels, weights);
    return Rows.mean(
        labels,
        weights,
        row -> {
          double p = clip(probabilities[row]);
          return -Math.log(labels[row] > .5f ? p : 1 - p);
        });
  }

  /**
   * The weighted loss of a task with several classes.
   *
   * @param probabilities [rows, classes], row-major
   * @param classes number of classes
   * @param labels [rows], integers in [0, classes)
   * @param weights [rows], not negative; null for 1 everywhere
   * @return as for {@link #of(float[], float[], float[])}
   */
  public static double of(
      float[] probabilities, int classes, float[] labels, float @Nullable [] weights) {
    Rows.check(probabilities.length, classes, labels, weights);
    return Rows.mean(
        labels, weights, row -> -Math.log(clip(probabilities[row * classes + (int) labels[row]])));
  }

  private static double clip(double probability) {
    return Math.min(1 - CLIP, Math.max(CLIP, probability));
  }
}
