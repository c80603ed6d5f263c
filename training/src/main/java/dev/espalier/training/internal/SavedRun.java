package dev.espalier.training.internal;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.FittedFeaturesJson;
import dev.espalier.training.EarlyStopping;
import dev.espalier.training.Ema;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.TrainingException;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.TrainingSettingsBuilder;
import dev.espalier.training.checkpoint.Checkpoint;
import dev.espalier.training.checkpoint.CheckpointFacts;
import dev.espalier.training.checkpoint.DataPosition;
import dev.espalier.training.checkpoint.TopologyFingerprint;
import dev.espalier.training.data.BatchPosition;
import dev.espalier.training.report.HistoryJson;
import java.util.Objects;

/**
 * A run as a checkpoint keeps it.
 *
 * @param checkpoint where its variables are
 * @param topology what is trained
 * @param fitted what was fitted on its training part
 * @param state how far it was
 */
public record SavedRun(
    Checkpoint checkpoint, Topology topology, FittedFeatures fitted, RunState state) {
  private static final String TOPOLOGY = "topology";
  private static final String FITTED = "fitted";
  private static final String HISTORY = "history";
  private static final String TALLY = "tally";
  private static final String ROUTING = "routing";
  private static final String STREAM = "stream";
  private static final String SECONDS = "seconds";
  private static final String SETTINGS = "settings";
  private static final String AVERAGE = "average";

  /** The run that this checkpoint is of. */
  public static SavedRun of(Checkpoint checkpoint) {
    CheckpointFacts facts = checkpoint.facts();
    DataPosition position = facts.position();
    RunState state =
        new RunState(
            HistoryJson.read(text(facts, HISTORY)),
            text(facts, TALLY),
            facts.texts().getOrDefault(ROUTING, ""),
            facts.step(),
            new BatchPosition(Math.toIntExact(position.epoch()), Math.toIntExact(position.batch())),
            Double.parseDouble(text(facts, SECONDS)));
    return new SavedRun(
        checkpoint,
        TopologyJson.read(text(facts, TOPOLOGY)),
        FittedFeaturesJson.read(text(facts, FITTED)),
        state);
  }

  /** What a checkpoint of this run says. */
  static CheckpointFacts facts(
      Topology topology,
      TrainingSettings settings,
      String batches,
      TrainingBatches training,
      RunState state,
      double score) {
    String json = TopologyJson.write(topology);
    CheckpointFacts facts =
        CheckpointFacts.of(
                TopologyFingerprint.of(topology.name(), json),
                state.iteration(),
                new DataPosition(state.position().epoch(), state.position().batch()),
                settings.seed())
            .withText(TOPOLOGY, json)
            .withText(FITTED, FittedFeaturesJson.write(training.features()))
            .withText(HISTORY, HistoryJson.write(state.history()))
            .withText(TALLY, state.tally())
            .withText(SECONDS, Double.toString(state.seconds()))
            .withText(SETTINGS, describe(settings, batches));
    if (settings.average() != null) {
      facts = facts.withText(AVERAGE, Float.toString(settings.average().decay()));
    }
    if (!state.routing().isEmpty()) {
      facts = facts.withText(ROUTING, state.routing());
    }
    if (!training.facts().isEmpty()) {
      facts = facts.withText(STREAM, training.facts());
    }
    return Double.isFinite(score) ? facts.withScore(score) : facts;
  }

  /** This run, if it can go on with this topology, these settings and batches of these examples. */
  SavedRun requireSame(Topology wanted, TrainingSettings settings, String batches) {
    checkpoint.requireTopology(TopologyFingerprint.of(wanted.name(), TopologyJson.write(wanted)));
    String then = text(checkpoint.facts(), SETTINGS);
    if (checkpoint.facts().seed() != settings.seed() || !then.equals(describe(settings, batches))) {
      throw new TrainingException(
          new Problem(
              "training.checkpoints " + checkpoint.directory(),
              "seed " + settings.seed() + ", " + describe(settings, batches),
              "the settings of the run to resume: seed " + checkpoint.facts().seed() + ", " + then,
              "Resume with the same settings, or train into another folder"));
    }
    return this;
  }

  /** What it knows of the stream that it is trained on. */
  String stream() {
    return text(checkpoint.facts(), STREAM);
  }

  /** Settings that write a graph with the model's variables, their averages, and no optimiser's. */
  public TrainingSettings plain() {
    TrainingSettingsBuilder settings =
        TrainingSettings.builder().gradients(GradientSteps.equalWeights(), GradientSteps.sgd(1f));
    String decay = checkpoint.facts().texts().get(AVERAGE);
    return decay == null
        ? settings.build()
        : settings.average(new Ema(Float.parseFloat(decay))).build();
  }

  /** Says that a folder holds a run that nobody asked to resume. */
  static TrainingException inTheWay(Checkpoint checkpoint) {
    return new TrainingException(
        new Problem(
            "training.checkpoints",
            "a folder with a run, saved at step "
                + checkpoint.step()
                + ": "
                + checkpoint.directory(),
            "a folder without checkpoints",
            "Resume the run, or train into another folder"));
  }

  private static String describe(TrainingSettings settings, String batches) {
    return batches
        + (settings.microBatches() == 1 ? "" : " in " + settings.microBatches())
        + ", lowering "
        + settings.lowering()
        + ", "
        + settings.gradients()
        + (settings.earlyStopping().rule() instanceof EarlyStopping.PerTask
            ? ", " + settings.earlyStopping()
            : "")
        + (settings.spikes() == null ? "" : ", " + settings.spikes())
        + (settings.average() == null ? "" : ", " + settings.average());
  }

  private static String text(CheckpointFacts facts, String name) {
    return Objects.requireNonNull(facts.texts().get(name), () -> "The checkpoint has no " + name);
  }
}
