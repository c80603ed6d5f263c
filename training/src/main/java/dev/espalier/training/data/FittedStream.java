package dev.espalier.training.data;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import java.nio.file.Path;
import java.util.List;
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
    Statistics statistics = new Statistics(topology, QuantileSketch.STREAMED);
    LabelTotals totals = new LabelTotals();
    Found found = new Found();
    List<Task> learned = topology.tasksWithLoss();
    try (Chunks chunks = stream.chunks(topology)) {
      for (Path file : stream.files()) {
        chunks.read(
            file,
            part -> {
              Problems problems = new Problems();
              found.rows += part.rows();
              statistics.add(part, problems);
              LabelCoding labels = new LabelCoding(part, learned, learned, totals, problems);
              found.weighted |= labels.weights() != null;
              problems.raise();
            });
      }
    }
    Problems problems = new Problems();
    if (found.rows == 0 || found.rows > Integer.MAX_VALUE - 8) {
      problems.add(stream.source(), found.rows + " rows", "1 to 2^31 - 8", "Give other files");
      problems.raise();
    }
    TableFacts table = new TableFacts(stream.source(), found.rows);
    Fitted fitted = statistics.finish(table, problems);
    totals.require(table, problems);
    problems.raise();
    return new FittedStream(fitted.features(), new StreamFacts((int) found.rows, found.weighted));
  }

  /** The same with other features in the place of these. */
  public FittedStream with(UnaryOperator<FittedFeatures> kept) {
    return new FittedStream(kept.apply(features), facts);
  }

  private static final class Found {
    private long rows;
    private boolean weighted;
  }
}
