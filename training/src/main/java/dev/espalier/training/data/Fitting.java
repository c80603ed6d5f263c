package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Vocabulary;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.QuantileScale;
import dev.espalier.graph.Standardization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fits what the features of a topology take from data. */
public final class Fitting {

  private Fitting() {}

  /**
   * What the features take from the training part: the mean and the standard deviation (of the
   * population, in float64) of each transformed component of a standardised numeric feature or its
   * quantiles, and the most frequent words of a vocabulary feature and of those that share it, ties
   * in the order of {@link String#compareTo}. Missing values do not count. The boundaries of a
   * bucketized feature are quantiles. Words and boundaries that the topology gives are kept as they
   * are. Labels are not read, but that some row holds a task's positive word is checked here, where
   * a typing error would otherwise make a task without a yes.
   *
   * @throws ExamplesException with what is wrong: no rows, a column that is not there or of another
   *     type, a number that is not finite, a column without any value
   */
  public static FittedFeatures fit(Topology topology, Examples training) {
    Problems problems = new Problems();
    if (training.rows() == 0) {
      problems.add(training.source(), "no rows", "at least one", "Give examples to fit on");
      problems.raise();
    }
    Map<String, Standardization> standardizations = new LinkedHashMap<>();
    Map<String, List<String>> vocabularies = new LinkedHashMap<>();
    Map<String, List<Float>> boundaries = new LinkedHashMap<>();
    Map<String, List<QuantileScale>> quantiles = new LinkedHashMap<>();
    for (Feature feature : topology.inputs()) {
      Numeric numeric = feature.numeric();
      if (numeric != null) {
        if (numeric.scaling() instanceof Numeric.Standardized) {
          Moments.fit(feature, training, problems)
              .ifPresent(fitted -> standardizations.put(numeric.name(), fitted));
        } else if (numeric.scaling() instanceof Numeric.Quantiles scaling) {
          quantiles.put(
              numeric.name(), Quantiles.scales(feature, scaling.count(), training, problems));
        }
      }
      Categorical category = feature.category();
      if (category != null
          && category.coding() instanceof Vocabulary vocabulary
          && category.rowsOf().equals(category.name())) {
        vocabularies.put(
            category.name(),
            vocabulary.words().isEmpty()
                ? FrequentWords.fit(
                    readers(topology, feature), vocabulary.size(), training, problems)
                : vocabulary.words());
      } else if (category != null
          && category.coding() instanceof Buckets buckets
          && category.rowsOf().equals(category.name())) {
        boundaries.put(
            category.name(),
            buckets.boundaries().isEmpty()
                ? Quantiles.boundaries(
                    readers(topology, feature).stream().map(Feature::name).toList(),
                    buckets.size(),
                    training,
                    problems)
                : buckets.boundaries());
      }
    }
    topology.tasks().forEach(task -> checkPositiveWord(task, training, problems));
    problems.raise();
    return new FittedFeatures(standardizations, vocabularies, boundaries, quantiles);
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

  private static void checkPositiveWord(Task task, Examples training, Problems problems) {
    Column labels = training.find(task.label());
    if (labels == null
        || !(task.target() instanceof Target.Binary binary)
        || binary.positive() == null) {
      return;
    }
    Text words = Text.of(labels);
    int[] counts = words.counts();
    int positive = words.words().indexOf(binary.positive());
    if (positive < 0 || counts[positive] == 0) {
      problems.add(
          training.place(task.label()),
          "the words " + words.words().stream().limit(5).map(Problems::quote).toList(),
          "at least one row with %s, which means yes for task %s"
              .formatted(Problems.quote(binary.positive()), Problems.quote(task.name())),
          "Correct the task's positive word");
    }
  }
}
