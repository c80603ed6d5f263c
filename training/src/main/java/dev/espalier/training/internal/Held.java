package dev.espalier.training.internal;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.data.Encoding;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Groups;
import dev.espalier.training.metrics.CustomMetric;
import dev.espalier.training.metrics.GroupedMetric;
import java.util.List;
import java.util.Map;

/**
 * Examples that predictions are measured on, with all that their metrics look at.
 *
 * @param examples with labels
 * @param groups of the rows, by each column that a metric names
 */
public record Held(EncodedExamples examples, Map<String, int[]> groups) implements HeldOut {

  /**
   * These examples, for these metrics.
   *
   * @throws dev.espalier.training.data.ExamplesException with what is wrong, each with its place
   */
  public static Held of(
      Topology topology, FittedFeatures fitted, Examples examples, List<CustomMetric> metrics) {
    Map<String, int[]> groups = Groups.of(examples, columns(metrics));
    return new Held(Encoding.encode(topology, fitted, examples), groups);
  }

  /** The columns whose groups these metrics look at. */
  static List<String> columns(List<CustomMetric> metrics) {
    return metrics.stream()
        .filter(GroupedMetric.class::isInstance)
        .map(metric -> ((GroupedMetric) metric).column())
        .distinct()
        .toList();
  }

  @Override
  public Scored scored(TrainingSession session) {
    return Scored.of(examples, session.predict(examples), groups);
  }

  @Override
  public EncodedExamples first() {
    return examples;
  }
}
