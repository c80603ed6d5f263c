package dev.espalier.training.internal;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.data.EncodedStream;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.metrics.CustomMetric;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Examples that are read again each time predictions are measured on them: what stays in memory is
 * what metrics look at.
 */
public final class HeldStream implements HeldOut {
  private final EncodedStream examples;
  private @Nullable EncodedExamples first;

  /** The examples of a stream, for these metrics. */
  public HeldStream(
      Topology topology, FittedFeatures fitted, ExampleStream stream, List<CustomMetric> metrics) {
    examples = new EncodedStream(stream, topology, fitted, Held.columns(metrics));
  }

  @Override
  public Scored scored(TrainingSession session) {
    ScoredRows rows = new ScoredRows();
    EncodedExamples[] found = {null};
    examples.forEach(
        part -> {
          if (found[0] == null) {
            found[0] = part.examples();
          }
          rows.add(part.examples(), session.predict(part.examples()), part.groups());
        });
    first = found[0];
    return rows.finish();
  }

  @Override
  public EncodedExamples first() {
    return Objects.requireNonNull(first, "Nothing was scored.");
  }
}
