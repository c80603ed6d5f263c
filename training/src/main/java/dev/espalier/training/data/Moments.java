package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.graph.Standardization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Mean and standard deviation of the transformed components of a numeric feature. */
final class Moments {

  private Moments() {}

  /** The standardisation of this feature; empty after a problem was told. */
  static Optional<Standardization> fit(Feature feature, Examples training, Problems problems) {
    ComponentValues[] components = ComponentValues.of(feature, training, problems);
    if (components == null) {
      return Optional.empty();
    }
    List<Float> means = new ArrayList<>();
    List<Float> deviations = new ArrayList<>();
    Numeric numbers = Objects.requireNonNull(feature.numeric());
    for (ComponentValues values : components) {
      if (!fit(numbers, values, training, problems, means, deviations)) {
        return Optional.empty();
      }
    }
    // All positions have the scale of their component.
    int positions = ComponentValues.positions(feature);
    return Optional.of(
        new Standardization(repeated(means, positions), repeated(deviations, positions)));
  }

  /** These numbers, so many times. */
  static <T> List<T> repeated(List<T> values, int times) {
    List<T> all = new ArrayList<>();
    Collections.nCopies(times, values).forEach(all::addAll);
    return all;
  }

  private static boolean fit(
      Numeric feature,
      ComponentValues values,
      Examples training,
      Problems problems,
      List<Float> means,
      List<Float> deviations) {
    double sum = 0;
    int count = 0;
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < values.count(); i++) {
      float value = feature.transform(values.at(i));
      if (Float.isInfinite(value)) {
        problems.add(NumericColumns.infinite(training.place(values.row(i), values.name(i)), value));
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
          training.place(values.name(0)),
          "no value in " + training.rows() + " rows",
          "at least one number to standardise by",
          "Remove the feature, or make it raw");
      return false;
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < values.count(); i++) {
      float value = feature.transform(values.at(i));
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
