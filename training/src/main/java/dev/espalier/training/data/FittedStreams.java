package dev.espalier.training.data;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Streams that were read once from beginning to end, one after the other.
 *
 * @param features what the features of a topology take from all of their rows
 * @param facts what else was found in each
 */
public record FittedStreams(FittedFeatures features, List<StreamFacts> facts) {

  /** Copies the list. */
  public FittedStreams {
    facts = List.copyOf(facts);
  }

  /**
   * Reads the streams as {@link FittedStream#fit} does one.
   *
   * @throws ExamplesException with what is wrong, each with its place
   */
  public static FittedStreams fit(
      Topology topology, ExampleStreams streams, FittingListener listener) {
    StreamFitting fitting = new StreamFitting(topology, listener);
    List<Long> rows = new ArrayList<>();
    for (AlignedRows each : streams.aligned(topology)) {
      try (Chunks chunks = each.chunks(topology)) {
        rows.add(fitting.add(each.stream(), chunks));
      }
    }
    String source =
        streams.streams().stream().map(ExampleStream::source).collect(Collectors.joining(" and "));
    FittedFeatures features = fitting.finish(source);
    return new FittedStreams(
        features,
        rows.stream()
            .map(each -> new StreamFacts(Math.toIntExact(each), fitting.isWeighted()))
            .toList());
  }

  /** The same with other features in the place of these. */
  public FittedStreams with(UnaryOperator<FittedFeatures> kept) {
    return new FittedStreams(kept.apply(features), facts);
  }

  /** The facts on one line, for {@link #read}. */
  public String write() {
    return facts.stream().map(StreamFacts::write).collect(Collectors.joining(","));
  }

  /** What was written. */
  public static FittedStreams read(FittedFeatures features, String text) {
    return new FittedStreams(
        features, Arrays.stream(text.split(",", -1)).map(StreamFacts::read).toList());
  }
}
