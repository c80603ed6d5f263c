package dev.espalier.training.internal;

/** Whether a number still becomes larger, validation by validation. */
final class Improvement {
  private final double least;
  private double best = Double.NEGATIVE_INFINITY;
  private int bestEpoch;
  private int since;

  /** Nothing noted; {@code least} is what a number has to be larger by. */
  Improvement(double least) {
    this.least = least;
  }

  /** Takes note of a number; whether it is the best so far, as the first one is. */
  boolean note(int epoch, double score) {
    if ((score > best && score >= best + least) || bestEpoch == 0) {
      best = Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
      bestEpoch = epoch;
      since = 0;
      return true;
    }
    since++;
    return false;
  }

  /** The epoch of the best number; 0 before the first. */
  int bestEpoch() {
    return bestEpoch;
  }

  /** Numbers since the best one. */
  int since() {
    return since;
  }
}
