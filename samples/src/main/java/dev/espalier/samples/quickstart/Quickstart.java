package dev.espalier.samples.quickstart;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Codes;
import dev.espalier.graph.Predictions;
import dev.espalier.training.ExportReport;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.Model;
import dev.espalier.training.Schedules;
import dev.espalier.training.TrainingListener;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.Examples;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The main job on data it makes itself: trains the routed model and a shared-bottom baseline with
 * PCGrad, measures both on held-out examples, and exports the routed one.
 */
public final class Quickstart {

  /** Numbers per example, as in the MMoE paper. */
  private static final int DIMENSION = 100;

  private static final int TRAINING_ROWS = 400_000;
  private static final int HELD_OUT_ROWS = 10_000;
  private static final int BATCH = 256;

  /**
   * A trained model, measured.
   *
   * @param topology what was trained
   * @param report how it went
   * @param mse mean squared error per task on the test part
   */
  public record Trained(Topology topology, TrainingReport report, Map<String, Double> mse) {}

  /**
   * What the quick start came to.
   *
   * @param routed experts, sub-network routing and MMoE
   * @param baseline shared bottom
   * @param gates mean gate [task][sub-network] of the routed model on the test part
   * @param codes frozen codes of its connections
   * @param export where it was exported, and what was pruned
   * @param test the test part, with which the export can be asked
   * @param predictions by task, what the routed model says of it
   */
  public record Outcome(
      Trained routed,
      Trained baseline,
      Map<String, float[][]> gates,
      List<Codes> codes,
      ExportReport export,
      Examples test,
      Predictions predictions) {}

  private final int steps;
  private final long seed;
  private final Function<Topology, TrainingListener> listeners;

  /** A quick start of this many steps per model; each model's training has a listener. */
  public Quickstart(int steps, long seed, Function<Topology, TrainingListener> listeners) {
    this.steps = steps;
    this.seed = seed;
    this.listeners = listeners;
  }

  /** Trains both models and exports the routed one as version 1 under this folder. */
  public Outcome run(Path models) {
    SyntheticTasks tasks = new SyntheticTasks(DIMENSION, 1.0, 0.5, 5, seed);
    Examples training = tasks.draw(TRAINING_ROWS, seed + 1);
    Examples validation = tasks.draw(HELD_OUT_ROWS, seed + 2);
    Examples test = tasks.draw(HELD_OUT_ROWS, seed + 3);
    Trained baseline;
    try (Model model = Model.compile(QuickstartTopologies.sharedBottomBaseline())) {
      baseline = train(model, training, validation, test);
    }
    try (Model model = Model.compile(QuickstartTopologies.routed())) {
      Trained routed = train(model, training, validation, test);
      ExportReport export = model.export(models.resolve(model.topology().name()), 1);
      return new Outcome(
          routed, baseline, model.gates(test), model.codes(), export, test, model.predict(test));
    }
  }

  private Trained train(Model model, Examples training, Examples validation, Examples test) {
    TrainingSettings settings =
        TrainingSettings.builder()
            .gradients(GradientSteps.pcGrad(), GradientSteps.adam(Schedules.cosine(3e-3f, steps)))
            .steps(steps)
            .batchSize(BATCH)
            .seed(seed)
            .listener(listeners.apply(model.topology()))
            .build();
    TrainingReport report = model.fit(training, validation, settings);
    Map<String, Double> mse = new LinkedHashMap<>();
    for (TaskMetrics metrics : model.evaluate(test)) {
      double rmse = metrics.value(Metric.RMSE);
      mse.put(metrics.task(), rmse * rmse);
    }
    return new Trained(model.topology(), report, mse);
  }
}
