package dev.espalier.training.data;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import java.util.function.UnaryOperator;

/**
 * A stream that was read once from beginning to end.
 *
 * @param features what the features of a topology take from its rows
 * @param facts what else was found
 */
public record FittedStream(FittedFeatures features, StreamFacts facts) {

  /**
   * Reads a stream and fits what features take from data as {@link Fitting#fit} does: the same
   * means, deviations and words as of a table in memory; quantiles are exact up to 16,384 numbers,
   * and of n numbers more their ranks are wrong by at most {@code (floor(log2(n / 16384)) + 1) /
   * 16384} of n, 0.07 % of 20 million. Memory grows with the distinct words of vocabularies only.
   *
   * @throws ExamplesException with what is wrong: a file that cannot be read, no rows, a column
   *     that is not there or of another type, a number that is not finite, a column without any
   *     value, a task without any label
   */
  public static FittedStream fit(Topology topology, ExampleStream stream) {
    return fit(topology, stream, new FittingListener() {});
  }

  /** The same, with someone who is told how it goes. */
  public static FittedStream fit(
      Topology topology, ExampleStream stream, FittingListener listener) {
    StreamFitting fitting = new StreamFitting(topology, listener);
    long rows;
    try (Chunks chunks = stream.chunks(topology)) {
      rows = fitting.add(stream, chunks);
    }
    FittedFeatures features = fitting.finish(stream.source());
    return new FittedStream(features, new StreamFacts(Math.toIntExact(rows), fitting.isWeighted()));
  }

  /** The same with other features in the place of these. */
  public FittedStream with(UnaryOperator<FittedFeatures> kept) {
    return new FittedStream(kept.apply(features), facts);
  }
}
