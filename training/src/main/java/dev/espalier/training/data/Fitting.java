package dev.espalier.training.data;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;

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
    Statistics statistics = new Statistics(topology, QuantileSketch.EXACT);
    statistics.add(training, problems);
    Fitted fitted = statistics.finish(new TableFacts(training.source(), training.rows()), problems);
    problems.raise();
    return fitted.features();
  }
}
