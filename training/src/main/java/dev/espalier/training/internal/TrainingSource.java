package dev.espalier.training.internal;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.training.TrainingSettings;
import java.util.Optional;

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
   * @throws dev.espalier.training.data.ExamplesException for data that does not fit the topology
   */
  TrainingBatches open(Plan plan, TrainingSettings settings, Optional<SavedRun> saved);
}
