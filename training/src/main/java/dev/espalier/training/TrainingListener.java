package dev.espalier.training;

import dev.espalier.training.data.PretrainedCoverage;
import dev.espalier.training.data.SchemaReport;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.WarmStartReport;
import java.util.List;
import java.util.Map;

/** Is told how a training goes, in its own thread; a long answer holds it up. */
public interface TrainingListener {

  /**
   * How far a training is after a step.
   *
   * @param step steps done, this one included
   * @param steps steps in all, if it is not stopped early
   * @param epoch pass over the training part, from 1
   * @param examplesPerSecond examples trained on per second, over the last second or so
   * @param losses loss of each task on this batch, times its weight
   */
  record Progress(
      long step, long steps, int epoch, double examplesPerSecond, Map<String, Float> losses) {}

  /**
   * How far the first reading of a stream is, before the training begins.
   *
   * @param rows read so far
   * @param file the place of the file that is read, from 1
   * @param files how many there are
   */
  record Reading(long rows, int file, int files) {}

  /** A stream is read for the first time; told about ten times a second. */
  default void onReading(Reading reading) {}

  /** A stream was read for the first time: this is what it holds. */
  default void onSchema(SchemaReport schema) {}

  /** A training begins. */
  default void onStart(long steps) {}

  /**
   * Rows that were trained elsewhere are in place; told before the first step, for each feature.
   */
  default void onPretrained(PretrainedCoverage coverage) {}

  /** Weights of another model are in place; told before the first step. */
  default void onWarmStart(WarmStartReport report) {}

  /** A number of steps is done; told about ten times a second, and at the last step. */
  default void onProgress(Progress progress) {}

  /** A validation is done. */
  default void onEpoch(Epoch epoch) {}

  /** What the model is after a validation, told after {@link #onEpoch}; not told of averages. */
  default void onState(Epoch epoch, ModelState state) {}

  /** A gate gave nearly everything to one stream, on average over the first validated examples. */
  default void onCollapse(GateCollapse collapse) {}

  /** A learned router left experts without examples over the steps since the last validation. */
  default void onCollapse(ExpertCollapse collapse) {}

  /** A task has converged after this epoch: from here on it is frozen. */
  default void onFreeze(String task, int epoch) {}

  /** A step changed nothing because something was not finite. */
  default void onSkip(long step, String reason) {}

  /** Whether to end after this step; what is trained so far stays and is saved. */
  default boolean stopRequested() {
    return false;
  }

  /** All of these as one, told in this order; any of them can ask to stop. */
  static TrainingListener all(TrainingListener... listeners) {
    return new Listeners(List.of(listeners));
  }

  /** A listener that does nothing. */
  static TrainingListener none() {
    return new TrainingListener() {};
  }
}
