package dev.espalier.samples.cli;

/** Lets something happen at most every so often; for one thread. */
final class Interval {
  private final long nanos;
  private long last;

  private Interval(long nanos) {
    this.nanos = nanos;
    this.last = System.nanoTime();
  }

  static Interval ofSeconds(int seconds) {
    return new Interval(seconds * 1_000_000_000L);
  }

  /** Whether it is time again; not at first. */
  boolean isOver() {
    long now = System.nanoTime();
    if (now - last < nanos) {
      return false;
    }
    last = now;
    return true;
  }
}
