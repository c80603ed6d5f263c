package dev.espalier.training.internal;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.Batches;
import dev.espalier.training.data.ExampleStreams;
import dev.espalier.training.data.FittedStreams;
import dev.espalier.training.data.StreamPortion;
import dev.espalier.training.data.StreamsReader;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Tables that are read again in each epoch, of each of which a step takes its rows.
 *
 * @param streams what is read
 */
public record StreamsSource(ExampleStreams streams) implements TrainingSource {

  @Override
  public String batches(TrainingSettings settings) {
    List<StreamPortion> portions = streams.portions();
    return "batch sizes "
        + portions.stream().map(StreamPortion::perStep).toList()
        + " of streams of "
        + portions.stream().map(each -> each.stream().files().size()).toList()
        + " files shuffled in "
        + portions.stream().map(each -> each.stream().shuffledRows()).toList()
        + " rows";
  }

  @Override
  public TrainingBatches open(
      Plan plan,
      TrainingSettings settings,
      Optional<SavedRun> saved,
      UnaryOperator<FittedFeatures> kept) {
    int files = streams.portions().stream().mapToInt(each -> each.stream().files().size()).sum();
    FittedStreams fitted =
        saved
            .map(run -> FittedStreams.read(run.fitted(), run.stream()))
            .orElseGet(
                () ->
                    FittedStreams.fit(
                            plan.topology(), streams, new FirstReading(settings.listener(), files))
                        .with(kept));
    Batches whole = Batches.together(StreamsReader.batches(streams, fitted, settings.seed()));
    return new TrainingBatches(
        fitted.features(),
        fitted.write(),
        whole,
        fitted.facts().get(0).weighted(),
        List.of(),
        order ->
            new StreamsReader(
                streams,
                plan.topology(),
                fitted,
                order.perEpoch() / whole.perEpoch(),
                settings.seed()));
  }
}
