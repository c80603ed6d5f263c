package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.graph.QuantileScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The values below which given shares of the training part lie. */
final class Quantiles {
  private final float[] sorted;

  private Quantiles(float[] sorted) {
    this.sorted = sorted;
  }

  /** The quantiles of these values, of which missing ones do not count. */
  static Quantiles of(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    // Sorting puts what is not a number last.
    while (count > 0 && Float.isNaN(sorted[count - 1])) {
      count--;
    }
    return new Quantiles(Arrays.copyOf(sorted, count));
  }

  boolean isEmpty() {
    return sorted.length == 0;
  }

  /**
   * The quantile of a share in [0, 1], interpolated between the two values beside the place share *
   * (n - 1): type 7 of Hyndman and Fan (1996).
   */
  float at(double share) {
    double place = share * (sorted.length - 1);
    int low = (int) place;
    int high = Math.min(low + 1, sorted.length - 1);
    // In float64, where the difference of two float32 cannot overflow. Zero has one sign.
    return (float) (sorted[low] + (place - low) * ((double) sorted[high] - sorted[low])) + 0f;
  }

  /** The quantile scale of each component, or none after a problem was told. */
  static List<QuantileScale> scales(
      Feature feature, int count, Examples training, Problems problems) {
    ComponentValues[] components = ComponentValues.of(feature, training, problems);
    List<QuantileScale> scales = new ArrayList<>();
    for (ComponentValues component : components == null ? new ComponentValues[0] : components) {
      float[] values = new float[component.count()];
      for (int i = 0; i < values.length; i++) {
        float value = component.at(i);
        if (Float.isInfinite(value)) {
          String place = training.place(component.row(i), component.name(i));
          problems.add(NumericColumns.infinite(place, value));
          return List.of();
        }
        values[i] = Objects.requireNonNull(feature.numeric()).transform(value);
      }
      Quantiles quantiles = of(values);
      if (quantiles.isEmpty()) {
        problems.add(
            training.place(component.name(0)),
            "no value in " + training.rows() + " rows",
            "at least one number to take quantiles of",
            "Remove the feature, or make it raw");
        return List.of();
      }
      scales.add(quantiles.scale(count));
    }
    return Moments.repeated(scales, ComponentValues.positions(feature));
  }

  /** Evenly spaced quantiles; equal ones are one point, in the middle of their shares. */
  private QuantileScale scale(int count) {
    List<Float> values = new ArrayList<>();
    List<Float> shares = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= count; i++) {
      float value = at((double) first / (count - 1));
      if (i == count || at((double) i / (count - 1)) > value) {
        values.add(value);
        shares.add((float) ((first + i - 1) / 2.0 / (count - 1)));
        first = i;
      }
    }
    return new QuantileScale(values, shares);
  }

  /**
   * Where the buckets of features begin that read these columns together, at most {@code size - 1}
   * numbers; none after a problem was told.
   */
  static List<Float> boundaries(
      List<String> features, int size, Examples training, Problems problems) {
    float[] values =
        new float[EncodedExamples.size(training, training.rows(), features.size(), "numbers")];
    int at = 0;
    for (String feature : features) {
      Column column = NumericColumns.single(feature, training, problems);
      if (column == null) {
        return List.of();
      }
      for (int row = 0; row < training.rows(); row++) {
        float value = NumericColumns.number(column, row);
        if (Float.isInfinite(value)) {
          problems.add(NumericColumns.infinite(training.place(row, feature), value));
          return List.of();
        }
        values[at++] = value;
      }
    }
    Quantiles quantiles = Quantiles.of(values);
    if (quantiles.isEmpty()) {
      problems.add(
          training.place(features.get(0)),
          "no value in " + training.rows() + " rows",
          "at least one number to fit the buckets on",
          "Remove the feature, or give its boundaries in the topology");
      return List.of();
    }
    List<Float> boundaries = new ArrayList<>();
    for (int i = 1; i < size; i++) {
      float boundary = quantiles.at((double) i / size);
      if (boundaries.isEmpty() || boundary > boundaries.get(boundaries.size() - 1)) {
        boundaries.add(boundary);
      }
    }
    return boundaries;
  }
}
