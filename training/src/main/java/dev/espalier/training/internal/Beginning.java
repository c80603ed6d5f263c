package dev.espalier.training.internal;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.TrainingListener;

/** What a training begins with that is not resumed. */
public interface Beginning {

  /**
   * Holds that everything is there.
   *
   * @throws dev.espalier.training.data.ExamplesException where rows are missing that a feature asks
   *     for
   * @throws dev.espalier.training.TrainingException where weights mean something else
   */
  void require(Plan plan);

  /** What features take from data: what they had before, else what was fitted now. */
  FittedFeatures keep(Topology topology, FittedFeatures fresh);

  /** Puts values in the place of those that were drawn. */
  void fill(Plan plan, FittedFeatures features, TrainingSession into, TrainingListener told);
}
