package dev.espalier.training.internal;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.Batches;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.FittedStream;
import dev.espalier.training.data.StreamFacts;
import dev.espalier.training.data.StreamReader;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A table that is read again in each epoch.
 *
 * @param stream what is read
 */
public record StreamSource(ExampleStream stream) implements TrainingSource {

  @Override
  public String batches(TrainingSettings settings) {
    return "batch size "
        + settings.batchSize()
        + " of a stream of "
        + stream.files().size()
        + " files shuffled in "
        + stream.shuffledRows()
        + " rows";
  }

  @Override
  public TrainingBatches open(
      Plan plan,
      TrainingSettings settings,
      Optional<SavedRun> saved,
      UnaryOperator<FittedFeatures> kept) {
    FittedStream fitted =
        saved
            .map(run -> new FittedStream(run.fitted(), StreamFacts.read(run.stream())))
            .orElseGet(
                () ->
                    FittedStream.fit(
                            plan.topology(),
                            stream,
                            new FirstReading(settings.listener(), stream.files().size()))
                        .with(kept));
    return new TrainingBatches(
        fitted.features(),
        fitted.facts().write(),
        Batches.shuffled(fitted.facts().rows(), settings.batchSize(), settings.seed()),
        fitted.facts().weighted(),
        List.of(),
        order -> new StreamReader(stream, plan.topology(), fitted, order, settings.seed()));
  }
}
