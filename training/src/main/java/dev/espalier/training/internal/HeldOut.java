package dev.espalier.training.internal;

import dev.espalier.training.data.EncodedExamples;

/** Examples that a training is judged by, in memory or read again each time. */
public interface HeldOut {

  /** What a session says of all of them, beside what is true. */
  Scored scored(TrainingSession session);

  /**
   * The first of them, of those that were scored last: as many as one batch of an evaluation has.
   */
  EncodedExamples first();
}
