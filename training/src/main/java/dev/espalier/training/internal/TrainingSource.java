package dev.espalier.training.internal;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.TrainingSettings;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where the examples come from that a model is trained on. */
public interface TrainingSource {

  /**
   * What the batches of a training consist of, in words: two runs with the same words are equal.
   */
  String batches(TrainingSettings settings);

  /**
   * Fits what features take from the examples, or takes it from the run that is to go on, and has
   * batches ready to be read.
   *
   * @param kept what features take in the place of what was fitted on the examples
   * @throws dev.espalier.training.data.ExamplesException for data that does not fit the topology
   */
  TrainingBatches open(
      Plan plan,
      TrainingSettings settings,
      Optional<SavedRun> saved,
      UnaryOperator<FittedFeatures> kept);
}
