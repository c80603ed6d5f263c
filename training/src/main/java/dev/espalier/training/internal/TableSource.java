package dev.espalier.training.internal;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.BatchReader;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.data.Encoding;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Fitting;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A table in memory.
 *
 * @param examples its rows
 */
public record TableSource(Examples examples) implements TrainingSource {

  @Override
  public String batches(TrainingSettings settings) {
    return "batch size "
        + (examples.perStep().isEmpty() ? settings.batchSize() : examples.perStep())
        + (examples.shares().isEmpty() ? "" : " of tables by weights " + examples.shares());
  }

  @Override
  public TrainingBatches open(
      Plan plan,
      TrainingSettings settings,
      Optional<SavedRun> saved,
      UnaryOperator<FittedFeatures> kept) {
    FittedFeatures features =
        saved
            .map(SavedRun::fitted)
            .orElseGet(() -> kept.apply(Fitting.fit(plan.topology(), examples)));
    EncodedExamples encoded = Encoding.encodeTraining(plan.topology(), features, examples);
    return new TrainingBatches(
        features,
        "",
        TrainingLoop.batches(plan, encoded, settings),
        encoded.weighted(),
        encoded.collisions(),
        order -> new BatchReader(encoded, order, examples::place));
  }
}
