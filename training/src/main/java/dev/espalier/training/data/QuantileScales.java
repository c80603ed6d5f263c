package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.graph.QuantileScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Quantiles of the transformed components of a numeric feature. */
final class QuantileScales implements FeatureStatistic {
  private final Feature feature;
  private final Numeric numbers;
  private final int count;
  private final int capacity;
  private final List<QuantileSketch> sketches = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();
  private boolean failed;

  /** So many quantiles per component, of sketches of this capacity. */
  QuantileScales(Feature feature, int count, int capacity) {
    this.feature = feature;
    this.numbers = Objects.requireNonNull(feature.numeric());
    this.count = count;
    this.capacity = capacity;
  }

  @Override
  public void add(Examples part, Problems problems) {
    ComponentValues[] components = failed ? null : ComponentValues.of(feature, part, problems);
    failed = components == null;
    for (int c = 0; components != null && c < components.length && !failed; c++) {
      if (sketches.size() == c) {
        sketches.add(new QuantileSketch(capacity));
        columns.add(components[c].name(0));
      }
      failed = !add(sketches.get(c), components[c], part, problems);
    }
  }

  private boolean add(
      QuantileSketch into, ComponentValues values, Examples part, Problems problems) {
    for (int i = 0; i < values.count(); i++) {
      float value = values.at(i);
      if (Float.isInfinite(value)) {
        problems.add(NumericColumns.infinite(part.place(values.row(i), values.name(i)), value));
        return false;
      }
      into.add(numbers.transform(value));
    }
    return true;
  }

  @Override
  public void finish(Fitted into, TableFacts table, Problems problems) {
    List<QuantileScale> scales = new ArrayList<>();
    for (int c = 0; c < sketches.size() && !failed; c++) {
      Quantiles quantiles = sketches.get(c).quantiles();
      if (quantiles.isEmpty()) {
        table.addNoValue(
            columns.get(c),
            "at least one number to take quantiles of",
            "Remove the feature, or make it raw",
            problems);
        return;
      }
      scales.add(quantiles.scale(count));
    }
    if (!failed) {
      int positions = ComponentValues.positions(feature);
      into.quantiles().put(feature.name(), Moments.repeated(scales, positions));
    }
  }
}
