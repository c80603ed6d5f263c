package dev.espalier.training.internal;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.training.EarlyStopping;
import dev.espalier.training.Ema;
import dev.espalier.training.SpikeGuard;
import dev.espalier.training.TrainingException;
import dev.espalier.training.TrainingSettings;
import org.jspecify.annotations.Nullable;

/**
 * What steps do beside moving weights along gradients.
 *
 * @param freezing of tasks, where they can freeze; null for none
 * @param spikes which steps are not taken; null for all that are finite
 * @param average how averages follow the weights; null for none
 */
public record StepExtras(
    @Nullable Freezing freezing, @Nullable SpikeGuard spikes, @Nullable Ema average) {

  /** Nothing. */
  public static StepExtras none() {
    return new StepExtras(null, null, null);
  }

  /** What these settings ask for. */
  public static StepExtras of(TrainingSettings settings, Plan plan) {
    if (settings.spikes() != null && settings.microBatches() > 1) {
      throw new TrainingException(
          new Problem(
              "training.spikes",
              "a guard of steps of " + settings.microBatches() + " micro-batches",
              "one with steps of a single batch",
              "Leave out spikes(…) or microBatches(…)"));
    }
    return new StepExtras(
        settings.earlyStopping().rule() instanceof EarlyStopping.PerTask ? Freezing.of(plan) : null,
        settings.spikes(),
        settings.average());
  }
}
