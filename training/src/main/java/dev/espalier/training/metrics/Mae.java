package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/** Mean absolute error, in the unit of the label. */
public final class Mae {

  private Mae() {}

  /**
   * The weighted error.
   *
   * @param predictions [rows]
   * @param labels [rows]
   * @param weights [rows], not negative; null for 1 everywhere
   * @return at least 0; not a number where nothing has weight or a prediction is not a number
   */
  public static double of(float[] predictions, float[] labels, float @Nullable [] weights) {
    Rows.check(predictions.length, 1, labels, weights);
    return Rows.mean(labels, weights, row -> Math.abs(predictions[row] - (double) labels[row]));
  }

  /**
   * The weighted error of classes in order: how far the most probable class, of equally probable
   * ones the first, is from the right one.
   *
   * @param probabilities [rows, classes], row-major
   * @param classes number of classes
   * @param labels [rows], integers in [0, classes)
   * @param weights [rows], not negative; null for 1 everywhere
   * @return in [0, classes - 1]; not a number where nothing has weight
   */
  public static double ofClasses(
      float[] probabilities, int classes, float[] labels, float @Nullable [] weights) {
    Rows.check(probabilities.length, classes, labels, weights);
    return Rows.mean(
        labels,
        weights,
        row -> Math.abs(Rows.likeliest(probabilities, row * classes, classes) - labels[row]));
  }
}
