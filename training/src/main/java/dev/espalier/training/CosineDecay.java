package dev.espalier.training;

/**
 * Half a cosine from a peak down to a floor (Loshchilov and Hutter, "SGDR: Stochastic Gradient
 * Descent with Warm Restarts", 2017, without the restarts): floor + (peak − floor) (1 + cos(π
 * min(step, steps) / steps)) / 2.
 *
 * @param peak rate of the first step, positive
 * @param steps number of steps after which the floor is reached, positive
 * @param floor rate from then on, in [0, peak]; default 0
 */
public record CosineDecay(float peak, long steps, float floor) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public CosineDecay {
    Settings.positive("cosine.peak", peak, Settings.RATE);
    Settings.positive("cosine.steps", steps, "Take the number of steps that training will last");
    Settings.between("cosine.floor", floor, peak, "Take 0");
  }

  @Override
  public float at(long step) {
    double part = (double) Math.min(step, steps) / steps;
    return (float) (floor + ((double) peak - floor) * (1 + Math.cos(Math.PI * part)) / 2);
  }
}
