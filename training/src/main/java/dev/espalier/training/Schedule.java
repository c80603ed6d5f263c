package dev.espalier.training;

/**
 * A learning rate as a function of the number of steps done. Schedules are values; where they come
 * from: {@link Schedules}.
 */
public sealed interface Schedule permits ConstantRate, CosineDecay, ExponentialDecay, WarmUp {

  /**
   * The rate of the step that comes after this many.
   *
   * @param step number of steps done, not negative
   */
  float at(long step);
}
