package dev.espalier.training.internal;

/** Says when it is time to tell of progress, and how many examples a second there were since. */
final class Pace {
  private final int batchSize;
  private final long everyNanos;
  private long toldAt = System.nanoTime();
  private long toldIteration;
  private double rate;

  Pace(int batchSize, long everyNanos, long iteration) {
    this.batchSize = batchSize;
    this.everyNanos = everyNanos;
    this.toldIteration = iteration;
  }

  boolean isTime() {
    return System.nanoTime() - toldAt >= everyNanos;
  }

  /** Examples per second, smoothed over the last few times of telling. */
  double tell(long iteration) {
    long now = System.nanoTime();
    if (iteration > toldIteration && now > toldAt) {
      double current = (iteration - toldIteration) * (double) batchSize * 1e9 / (now - toldAt);
      rate = rate == 0 ? current : 0.8 * rate + 0.2 * current;
    }
    toldAt = now;
    toldIteration = iteration;
    return rate;
  }

  /** Leaves out the time since, such as that of a validation. */
  void restart(long iteration) {
    toldAt = System.nanoTime();
    toldIteration = iteration;
  }
}
