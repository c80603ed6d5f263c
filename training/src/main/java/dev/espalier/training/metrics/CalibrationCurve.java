package dev.espalier.training.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said of examples against what happened, probability by probability: the bins that {@link
 * CalibrationError} is the mean distance of.
 *
 * @param bins those that have examples, by what was said
 */
public record CalibrationCurve(List<Bin> bins) {

  /**
   * Examples of which about the same was said.
   *
   * @param said mean probability of yes
   * @param happened share of yes
   * @param weight sum of their weights
   */
  public record Bin(double said, double happened, double weight) {}

  /** Copies the list. */
  public CalibrationCurve {
    bins = List.copyOf(bins);
  }

  /**
   * The weighted curve; examples of which nothing that is a number was said are left out.
   *
   * @param probabilities [rows] of yes
   * @param labels [rows], 0 or 1
   * @param weights [rows], not negative; null for 1 everywhere
   */
  public static CalibrationCurve of(
      float[] probabilities, float[] labels, float @Nullable [] weights) {
    Rows.check(probabilities.length, 1, labels, weights);
    double[] said = new double[CalibrationError.BINS];
    double[] happened = new double[CalibrationError.BINS];
    double[] total = new double[CalibrationError.BINS];
    for (int row = 0; row < labels.length; row++) {
      float weight = Rows.weight(weights, row);
      float p = probabilities[row];
      if (weight > 0 && !Float.isNaN(p)) {
        int bin = CalibrationError.bin(p);
        said[bin] += (double) weight * p;
        happened[bin] += labels[row] > .5f ? weight : 0;
        total[bin] += weight;
      }
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < total.length; bin++) {
      if (total[bin] > 0) {
        bins.add(new Bin(said[bin] / total[bin], happened[bin] / total[bin], total[bin]));
      }
    }
    return new CalibrationCurve(bins);
  }
}
