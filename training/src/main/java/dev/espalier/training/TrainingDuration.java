package dev.espalier.training;

/** How long a training lasts. */
public sealed interface TrainingDuration {

  /**
   * This many passes over the training part.
   *
   * @param count at least 1
   */
  record Epochs(int count) implements TrainingDuration {}

  /**
   * This many steps, validated at the end of each pass and at the end.
   *
   * @param count at least 1
   */
  record Steps(long count) implements TrainingDuration {}
}
