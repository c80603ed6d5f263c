package dev.espalier.training;

/**
 * The same learning rate at every step.
 *
 * @param rate the rate, positive
 */
public record ConstantRate(float rate) implements Schedule {
  /**
   * Checks the rate.
   *
   * @throws GradientException where it is not positive and finite
   */
  public ConstantRate {
    Settings.positive("learningRate", rate, Settings.RATE);
  }

  @Override
  public float at(long step) {
    return rate;
  }
}
