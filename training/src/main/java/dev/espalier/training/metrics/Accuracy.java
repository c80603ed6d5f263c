package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/** Share of the examples, by weight, whose most probable class is the right one. */
public final class Accuracy {

  private Accuracy() {}

  /**
   * The accuracy of a yes-or-no task, which says yes above one half.
   *
   * @param probabilities [rows] of yes
   * @param labels [rows], 0 or 1
   * @param weights [rows], not negative; null for 1 everywhere
   * @return in [0, 1]; not a number where nothing has weight
   */
  public static double of(float[] probabilities, float[] labels, float @Nullable [] weights) {
    Rows.check(probabilities.length, 1, labels, weights);
    return Rows.mean(labels, weights, row -> probabilities[row] > .5f == labels[row] > .5f ? 1 : 0);
  }

  /**
   * The accuracy of a task with several classes; of equally probable ones the first is said.
   *
   * @param probabilities [rows, classes], row-major; any increasing function of them will do
   * @param classes number of classes
   * @param labels [rows], integers in [0, classes)
   * @param weights [rows], not negative; null for 1 everywhere
   * @return as for {@link #of(float[], float[], float[])}
   */
  public static double of(
      float[] probabilities, int classes, float[] labels, float @Nullable [] weights) {
    Rows.check(probabilities.length, classes, labels, weights);
    return Rows.mean(
        labels,
        weights,
        row -> Rows.likeliest(probabilities, row * classes, classes) == labels[row] ? 1 : 0);
  }
}
