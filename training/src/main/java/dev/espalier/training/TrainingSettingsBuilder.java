package dev.espalier.training;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.TopologyDsl;
import dev.espalier.graph.Execution;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.Precision;
import dev.espalier.training.metrics.CustomMetric;
import dev.espalier.training.metrics.Metric;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a training; in Kotlin, the receiver of {@code fit { … }}. */
@TopologyDsl
public final class TrainingSettingsBuilder {
  static final int SKIPS = 10;

  private GradientChain gradients =
      GradientChain.of(GradientSteps.pcGrad(), GradientSteps.adam(1e-3f));
  private TrainingDuration duration = new TrainingDuration.Epochs(10);
  private int batchSize = 256;
  private int microBatches = 1;
  private long seed;
  private @Nullable Score best;
  private EarlyStopping earlyStopping = EarlyStopping.never();
  private int skips = SKIPS;
  private @Nullable SpikeGuard spikes;
  private @Nullable Ema average;
  private Checkpoints checkpoints = Checkpoints.none();
  private Lowering lowering = Lowering.AUTO;
  private Precision precision = Precision.float32();
  private @Nullable Execution execution;
  private List<CustomMetric> metrics = List.of();
  private TrainingListener listener = TrainingListener.none();

  TrainingSettingsBuilder() {}

  /**
   * Sets what happens to the gradients of a step.
   *
   * @throws GradientException where the order is not merge, transforms, update
   */
  public TrainingSettingsBuilder gradients(GradientStep... steps) {
    return gradients(GradientChain.of(steps));
  }

  /** Sets what happens to the gradients of a step. */
  public TrainingSettingsBuilder gradients(GradientChain chain) {
    this.gradients = chain;
    return this;
  }

  /** Trains for this many passes over the training part. */
  public TrainingSettingsBuilder epochs(int epochs) {
    require("epochs", epochs);
    this.duration = new TrainingDuration.Epochs(epochs);
    return this;
  }

  /** Trains for this many steps. */
  public TrainingSettingsBuilder steps(long steps) {
    require("steps", steps);
    this.duration = new TrainingDuration.Steps(steps);
    return this;
  }

  /** Sets the number of examples per step. */
  public TrainingSettingsBuilder batchSize(int examples) {
    require("batchSize", examples);
    this.batchSize = examples;
    return this;
  }

  /**
   * Takes each step in so many parts of a batch, one after the other, for the memory of one part: a
   * task's gradient is the mean of those of its parts, and all are merged once per step.
   *
   * <p>So is a loss: where labels are missing the examples of a part that has few of them count
   * more. Batches are normalised part by part, a loss weighting sees the losses of each part, and
   * noise is the same in all of them.
   *
   * @param parts at least 1; the number of examples per step is a multiple of it
   */
  public TrainingSettingsBuilder microBatches(int parts) {
    require("microBatches", parts);
    this.microBatches = parts;
    return this;
  }

  /** Sets the seed of all randomness. */
  public TrainingSettingsBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Sets which validation's weights are kept: those with the largest score. Without it, what early
   * stopping watches, and otherwise the mean of the tasks' main metrics.
   */
  public TrainingSettingsBuilder best(Score score) {
    this.best = score;
    return this;
  }

  /**
   * Sets when to end before the last epoch.
   *
   * @throws TrainingException where its patience is not positive
   */
  public TrainingSettingsBuilder earlyStopping(EarlyStopping earlyStopping) {
    require("earlyStopping.patience", earlyStopping.patience());
    this.earlyStopping = earlyStopping;
    return this;
  }

  /**
   * Ends a training with a {@link DivergedException} where so many steps in a row could not be
   * taken, because they were not finite or were spikes; default {@value #SKIPS}. A single bad
   * example costs one step in an epoch, so that a run of them says that the weights or the data
   * have gone wrong.
   *
   * @param inARow at least 1
   */
  public TrainingSettingsBuilder skips(int inARow) {
    require("skips", inARow);
    this.skips = inARow;
    return this;
  }

  /** Leaves out steps whose loss jumps up; for steps of a single batch. */
  public TrainingSettingsBuilder spikes(SpikeGuard guard) {
    this.spikes = guard;
    return this;
  }

  /** Keeps averages of the weights, which are validated, kept and exported in their place. */
  public TrainingSettingsBuilder average(Ema ema) {
    this.average = ema;
    return this;
  }

  /** Sets where to save. */
  public TrainingSettingsBuilder checkpoints(Checkpoints checkpoints) {
    require("checkpoints.keep", checkpoints.keep());
    this.checkpoints = checkpoints;
    return this;
  }

  /** Sets how networks side by side are written. */
  public TrainingSettingsBuilder lowering(Lowering lowering) {
    this.lowering = lowering;
    return this;
  }

  /**
   * Sets in what numbers training multiplies matrices, such as {@code
   * Precision.fastest(Device.cpu())}.
   */
  public TrainingSettingsBuilder precision(Precision precision) {
    this.precision = precision;
    return this;
  }

  /** Sets how TensorFlow runs the graph. */
  public TrainingSettingsBuilder execution(Execution execution) {
    this.execution = execution;
    return this;
  }

  /**
   * Measures these beside the metrics that every task of a kind has: {@link
   * dev.espalier.training.metrics.Metrics Espalier's} and those of your own.
   *
   * @throws TrainingException where two metrics have one name
   */
  public TrainingSettingsBuilder metrics(CustomMetric... metrics) {
    Set<String> seen = new HashSet<>();
    Metric.standard().forEach(metric -> seen.add(metric.label()));
    for (CustomMetric own : metrics) {
      Metric known = Metric.named(own.metric().label()).orElse(own.metric());
      if (!seen.add(own.metric().label()) || !known.equals(own.metric())) {
        throw new TrainingException(
            new Problem(
                "training.metrics",
                "two metrics \"" + own.metric().label() + '"',
                "names used once, and not "
                    + Metric.standard().stream().map(Metric::label).toList(),
                "Rename it"));
      }
    }
    this.metrics = List.of(metrics);
    return this;
  }

  /** Sets who is told of each step and each validation. */
  public TrainingSettingsBuilder listener(TrainingListener listener) {
    this.listener = listener;
    return this;
  }

  /** The settings. */
  public TrainingSettings build() {
    return new TrainingSettings(
        gradients,
        duration,
        batchSize,
        microBatches,
        seed,
        best,
        earlyStopping,
        skips,
        spikes,
        average,
        checkpoints,
        lowering,
        precision,
        execution,
        metrics,
        listener);
  }

  private static void require(String name, long value) {
    if (value < 1) {
      throw new TrainingException(
          new Problem("training." + name, value + "", "at least 1", "Give a positive number"));
    }
  }
}
