package dev.espalier.training;

import dev.espalier.graph.Execution;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.Precision;
import dev.espalier.training.metrics.CustomMetric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model is trained, as a value.
 *
 * @param gradients what happens to the gradients of a step; default {@code pcGrad(), adam(1e-3f)}
 * @param duration how long; default 10 epochs
 * @param batchSize examples per step; default 256
 * @param microBatches parts of a batch whose gradients are computed one part after the other and
 *     merged once, for the memory of one part; default 1
 * @param seed keys all randomness: initial weights, order of examples, noise; default 0
 * @param best which validation's weights are kept; null for what {@code earlyStopping} watches, or
 *     the mean of the tasks' main metrics
 * @param earlyStopping when to end before; default never
 * @param skips steps in a row that change nothing and end the training; default {@value
 *     TrainingSettingsBuilder#SKIPS}
 * @param spikes which steps with a finite loss change nothing all the same; null for none
 * @param average how averages of the weights follow them, to be validated, kept and exported in
 *     their place; null for none
 * @param checkpoints where to save; default nowhere
 * @param lowering how networks side by side are written; default by their size
 * @param precision in what numbers training multiplies matrices; default float32
 * @param execution how TensorFlow runs; null for what suits the plan's size
 * @param metrics metrics of one's own, measured beside Espalier's; default none
 * @param listener told of each step and each validation
 */
public record TrainingSettings(
    GradientChain gradients,
    TrainingDuration duration,
    int batchSize,
    int microBatches,
    long seed,
    @Nullable Score best,
    EarlyStopping earlyStopping,
    int skips,
    @Nullable SpikeGuard spikes,
    @Nullable Ema average,
    Checkpoints checkpoints,
    Lowering lowering,
    Precision precision,
    @Nullable Execution execution,
    List<CustomMetric> metrics,
    TrainingListener listener) {

  /** Copies the list. */
  public TrainingSettings {
    metrics = List.copyOf(metrics);
  }

  /** Collects settings, each at its default until it is set. */
  public static TrainingSettingsBuilder builder() {
    return new TrainingSettingsBuilder();
  }
}
