package dev.espalier.training.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The labels of each example of a multilabel task in the order of what was said of them. */
final class RankedLabels {
  private final float[] predictions;
  private final float @Nullable [] weights;
  private final int labels;
  private final int rows;

  /**
   * Of these predictions [rows, count], row-major.
   *
   * @param labels [count, rows]
   */
  RankedLabels(int count, float[] predictions, float[] labels, float @Nullable [] weights) {
    Rows.check(predictions.length, 1, labels, weights);
    this.predictions = predictions;
    this.weights = weights;
    this.labels = count;
    this.rows = labels.length / count;
  }

  int rows() {
    return rows;
  }

  /** Where the label and the weight of an example are. */
  int place(int row, int label) {
    return label * rows + row;
  }

  float prediction(int row, int label) {
    return predictions[row * labels + label];
  }

  /** Whether something that counts is not a number. */
  boolean isUndefined() {
    for (int row = 0; row < rows; row++) {
      for (int label = 0; label < labels; label++) {
        if (weight(row, label) > 0 && Float.isNaN(prediction(row, label))) {
          return true;
        }
      }
    }
    return false;
  }

  float weight(int row, int label) {
    return Rows.weight(weights, place(row, label));
  }

  /** The labels that an example has a weight for, the likeliest first, of equal ones the first. */
  List<Integer> of(int row) {
    List<Integer> present = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      if (weight(row, label) > 0) {
        present.add(label);
      }
    }
    present.sort((one, other) -> Float.compare(prediction(row, other), prediction(row, one)));
    return present;
  }
}
