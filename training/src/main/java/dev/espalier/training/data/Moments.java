package dev.espalier.training.data;

import dev.espalier.dsl.Numeric;
import dev.espalier.graph.Standardization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mean and standard deviation of the transformed components of a numeric feature. */
final class Moments {

  private Moments() {}

  /** The standardisation of this feature; empty after a problem was told. */
  static Optional<Standardization> fit(Numeric feature, Examples training, Problems problems) {
    NumericColumns columns = NumericColumns.find(feature, training, problems);
    if (columns == null) {
      return Optional.empty();
    }
    List<Float> means = new ArrayList<>();
    List<Float> deviations = new ArrayList<>();
    for (int component = 0; component < feature.components(); component++) {
      if (!fit(columns, component, training, problems, means, deviations)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Standardization(means, deviations));
  }

  private static boolean fit(
      NumericColumns columns,
      int component,
      Examples training,
      Problems problems,
      List<Float> means,
      List<Float> deviations) {
    Numeric feature = columns.feature();
    double sum = 0;
    int count = 0;
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int row = 0; row < training.rows(); row++) {
      float value = feature.transform(columns.at(row, component));
      if (Float.isInfinite(value)) {
        problems.add(NumericColumns.infinite(training.place(row, columns.name(component)), value));
        return false;
      }
      if (!Float.isNaN(value)) {
        sum += value;
        count++;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    if (count == 0) {
      problems.add(
          training.place(columns.name(component)),
          "no value in " + training.rows() + " rows",
          "at least one number to standardise by",
          "Remove the feature, or make it raw");
      return false;
    }
    double mean = sum / count;
    double squares = 0;
    for (int row = 0; row < training.rows(); row++) {
      float value = feature.transform(columns.at(row, component));
      squares += Float.isNaN(value) ? 0 : (value - mean) * (value - mean);
    }
    float deviation = (float) Math.sqrt(squares / count);
    // A constant's computed deviation may be a rounding error instead of 0: hence least and most.
    boolean constant = least == most || !Standardization.isDeviation(deviation);
    means.add(least == most ? least : (float) mean);
    deviations.add(constant ? 1f : deviation);
    return true;
  }
}
