package dev.espalier.training.data;

import java.util.List;

/** Where the buckets of features begin that share them: quantiles of all their columns together. */
final class BucketBoundaries implements FeatureStatistic {
  private final List<String> features;
  private final int size;
  private final QuantileSketch sketch;
  private boolean failed;

  /** At most {@code size - 1} boundaries, of a sketch of this capacity. */
  BucketBoundaries(List<String> features, int size, int capacity) {
    this.features = features;
    this.size = size;
    this.sketch = new QuantileSketch(capacity);
  }

  @Override
  public void add(Examples part, Problems problems) {
    for (String feature : features) {
      failed = failed || !add(feature, part, problems);
    }
  }

  private boolean add(String feature, Examples part, Problems problems) {
    Column column = NumericColumns.single(feature, part, problems);
    for (int row = 0; column != null && row < part.rows(); row++) {
      float value = NumericColumns.number(column, row);
      if (Float.isInfinite(value)) {
        problems.add(NumericColumns.infinite(part.place(row, feature), value));
        return false;
      }
      sketch.add(value);
    }
    return column != null;
  }

  @Override
  public void finish(Fitted into, TableFacts table, Problems problems) {
    if (failed) {
      return;
    }
    Quantiles quantiles = sketch.quantiles();
    if (quantiles.isEmpty()) {
      table.addNoValue(
          features.get(0),
          "at least one number to fit the buckets on",
          "Remove the feature, or give its boundaries in the topology",
          problems);
    } else {
      into.boundaries().put(features.get(0), quantiles.between(size));
    }
  }
}
