package dev.espalier.training;

import dev.espalier.dsl.Problem;

/**
 * Leaves out steps whose loss is far above what it was: a step changes nothing where the loss of a
 * task is more than a multiple of the median of its last losses, those of steps that were taken and
 * had a label of the task. It counts as skipped, so that a run whose losses never come back down
 * ends as one that is not finite does.
 *
 * <p>Nothing is left out before more than half of the window is filled. Losses are those of single
 * batches, times the task's weight, and vary as such: a multiple below 3 leaves out ordinary ones.
 * The last losses are part of a checkpoint.
 *
 * @param multiple of the median, above 1
 * @param window losses of each task that are kept, at least 3
 */
public record SpikeGuard(float multiple, int window) {

  /**
   * Checks the settings.
   *
   * @throws TrainingException where one is out of its range
   */
  public SpikeGuard {
    if (!(multiple > 1) || Float.isInfinite(multiple)) {
      throw refusal("multiple", multiple + "", "above 1", "Take 10 to start with");
    }
    if (window < 3) {
      throw refusal("window", window + "", "at least 3", "Take 100 to start with");
    }
  }

  /** More than this multiple of the median of the last 100 losses. */
  public static SpikeGuard above(float multiple) {
    return new SpikeGuard(multiple, 100);
  }

  /** The same with another number of losses. */
  public SpikeGuard window(int losses) {
    return new SpikeGuard(multiple, losses);
  }

  private static TrainingException refusal(
      String name, String received, String allowed, String hint) {
    return new TrainingException(new Problem("training.spikes." + name, received, allowed, hint));
  }
}
