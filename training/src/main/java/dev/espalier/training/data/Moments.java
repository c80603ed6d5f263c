package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.graph.Standardization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Mean and standard deviation of the transformed components of a numeric feature. */
final class Moments implements FeatureStatistic {
  private final Feature feature;
  private final Numeric numbers;
  private final List<Sums> sums = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();
  private boolean failed;

  Moments(Feature feature) {
    this.feature = feature;
    this.numbers = Objects.requireNonNull(feature.numeric());
  }

  @Override
  public void add(Examples part, Problems problems) {
    ComponentValues[] components = failed ? null : ComponentValues.of(feature, part, problems);
    failed = components == null;
    for (int c = 0; components != null && c < components.length && !failed; c++) {
      if (sums.size() == c) {
        sums.add(new Sums());
        columns.add(components[c].name(0));
      }
      failed = !add(sums.get(c), components[c], part, problems);
    }
  }

  private boolean add(Sums into, ComponentValues values, Examples part, Problems problems) {
    for (int i = 0; i < values.count(); i++) {
      float value = numbers.transform(values.at(i));
      if (Float.isInfinite(value)) {
        problems.add(NumericColumns.infinite(part.place(values.row(i), values.name(i)), value));
        return false;
      }
      if (!Float.isNaN(value)) {
        into.add(value);
      }
    }
    return true;
  }

  @Override
  public void finish(Fitted into, TableFacts table, Problems problems) {
    List<Float> means = new ArrayList<>();
    List<Float> deviations = new ArrayList<>();
    for (int c = 0; c < sums.size() && !failed; c++) {
      Sums each = sums.get(c);
      if (each.count() == 0) {
        table.addNoValue(
            columns.get(c),
            "at least one number to standardise by",
            "Remove the feature, or make it raw",
            problems);
        return;
      }
      float deviation = each.deviation();
      // A constant's computed deviation may be a rounding error instead of 0.
      boolean none = each.constant() || !Standardization.isDeviation(deviation);
      means.add(each.mean());
      deviations.add(none ? 1f : deviation);
    }
    if (!failed) {
      // All positions have the scale of their component.
      int positions = ComponentValues.positions(feature);
      into.standardizations()
          .put(
              feature.name(),
              new Standardization(repeated(means, positions), repeated(deviations, positions)));
    }
  }

  /** These numbers, so many times. */
  static <T> List<T> repeated(List<T> values, int times) {
    List<T> all = new ArrayList<>();
    Collections.nCopies(times, values).forEach(all::addAll);
    return all;
  }
}
