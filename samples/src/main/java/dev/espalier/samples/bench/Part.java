package dev.espalier.samples.bench;

import java.util.Locale;

/** What a bench times. */
public enum Part {
  /** A training step, from the batch to the weights moved. */
  STEP,
  /** What a step does but for its update: the forward and the backward pass, and the merge. */
  GRADIENTS,
  /** Answers of the exported model for all tasks, from arrays to arrays. */
  SERVING;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
