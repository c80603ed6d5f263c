package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Vocabulary;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all features of a topology take from data, gathered from one part after another. */
final class Statistics {
  private final List<FeatureStatistic> all = new ArrayList<>();

  /** Nothing gathered yet; {@code capacity} is that of {@link QuantileSketch}. */
  Statistics(Topology topology, int capacity) {
    for (Feature feature : topology.inputs()) {
      Numeric numeric = feature.numeric();
      Categorical category = feature.category();
      if (numeric != null && numeric.scaling() instanceof Numeric.Standardized) {
        all.add(new Moments(feature));
      } else if (numeric != null && numeric.scaling() instanceof Numeric.Quantiles scaling) {
        all.add(new QuantileScales(feature, scaling.count(), capacity));
      } else if (category != null && category.rowsOf().equals(category.name())) {
        own(feature, category, topology, capacity);
      }
    }
    for (Task task : topology.tasks()) {
      if (task.target() instanceof Target.Binary binary && binary.positive() != null) {
        all.add(new PositiveWord(task, binary.positive()));
      }
    }
  }

  private void own(Feature feature, Categorical category, Topology topology, int capacity) {
    if (category.coding() instanceof Vocabulary vocabulary) {
      all.add(
          vocabulary.words().isEmpty()
              ? new FrequentWords(readers(topology, feature), vocabulary)
              : new Given(
                  fitted -> fitted.vocabularies().put(category.name(), vocabulary.words())));
    } else if (category.coding() instanceof Buckets buckets) {
      List<String> names = readers(topology, feature).stream().map(Feature::name).toList();
      all.add(
          buckets.boundaries().isEmpty()
              ? new BucketBoundaries(names, buckets.size(), capacity)
              : new Given(
                  fitted -> fitted.boundaries().put(category.name(), buckets.boundaries())));
    }
  }

  /** This feature, then those that share its words or boundaries. */
  private static List<Feature> readers(Topology topology, Feature owner) {
    return Stream.concat(
            Stream.of(owner),
            topology.inputs().stream()
                .filter(f -> f != owner)
                .filter(f -> reads(f.category(), owner.name())))
        .toList();
  }

  private static boolean reads(@Nullable Categorical category, String rows) {
    return category != null && category.rowsOf().equals(rows);
  }

  /** Takes note of these examples. */
  void add(Examples part, Problems problems) {
    all.forEach(each -> each.add(part, problems));
  }

  /** What came of all parts; it may lack something where problems were told. */
  Fitted finish(TableFacts table, Problems problems) {
    Fitted fitted = new Fitted();
    all.forEach(each -> each.finish(fitted, table, problems));
    return fitted;
  }

  /** What the topology says itself. */
  private record Given(Consumer<Fitted> values) implements FeatureStatistic {
    @Override
    public void add(Examples part, Problems problems) {
      // The data has no say.
    }

    @Override
    public void finish(Fitted into, TableFacts table, Problems problems) {
      values.accept(into);
    }
  }
}
