package dev.espalier.samples.study;

import java.util.Locale;

/** What became of a trial. */
public enum TrialState {
  /** Its process has not begun. */
  WAITING,
  /** Its process runs, or the study's died while it did. */
  RUNNING,
  /** It was stopped with the study, and goes on with it. */
  INTERRUPTED,
  /** It trained to its end. */
  DONE,
  /** It was hopeless. */
  PRUNED,
  /** Its losses or gradients were not finite. */
  DIVERGED,
  /** Its process ended otherwise. */
  FAILED;

  /** Whether nothing more is to be done for it. */
  public boolean isOver() {
    return this == DONE || this == PRUNED || this == DIVERGED || this == FAILED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
