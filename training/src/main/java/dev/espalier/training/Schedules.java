package dev.espalier.training;

/** Where schedules come from: factories to import statically. */
public final class Schedules {

  private Schedules() {}

  /** This rate at every step. */
  public static ConstantRate constant(float rate) {
    return new ConstantRate(rate);
  }

  /** Half a cosine from this rate down to 0 over so many steps. */
  public static CosineDecay cosine(float peak, long steps) {
    return new CosineDecay(peak, steps, 0f);
  }

  /** Half a cosine from this rate down to a floor over so many steps. */
  public static CosineDecay cosine(float peak, long steps, float floor) {
    return new CosineDecay(peak, steps, floor);
  }

  /** A rate that is multiplied by this factor over every so many steps. */
  public static ExponentialDecay exponential(float start, float factor, long every) {
    return new ExponentialDecay(start, factor, every);
  }

  /** A straight rise over so many steps, followed by another schedule. */
  public static WarmUp warmUp(long steps, Schedule then) {
    return new WarmUp(steps, then);
  }
}
