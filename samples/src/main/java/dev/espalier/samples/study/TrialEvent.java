package dev.espalier.samples.study;

import dev.espalier.training.report.Epoch;

/** What the process of a trial says. */
sealed interface TrialEvent {

  /** Number of the trial. */
  int trial();

  /** It trains, to so many steps in all. */
  record Started(int trial, long steps) implements TrialEvent {}

  /** It has validated an epoch. */
  record Validated(int trial, Epoch epoch) implements TrialEvent {}

  /** Its losses or gradients were not finite, a sentence. */
  record Diverged(int trial, String reason) implements TrialEvent {}

  /** It has trained for so many seconds in all, and ends. */
  record Finished(int trial, double seconds) implements TrialEvent {}

  /** Its process has ended. */
  record Ended(int trial, int exitCode) implements TrialEvent {}
}
