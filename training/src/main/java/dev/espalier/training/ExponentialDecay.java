package dev.espalier.training;

/**
 * A rate that falls by the same factor over every stretch of the same length: start ·
 * factor^(step/every), without steps in it.
 *
 * @param start rate of the first step, positive
 * @param factor what is left after {@code every} steps, in (0, 1]
 * @param every length of a stretch in steps, positive
 */
public record ExponentialDecay(float start, float factor, long every) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public ExponentialDecay {
    Settings.positive("exponential.start", start, Settings.RATE);
    Settings.positive("exponential.factor", factor, "Take 0.96, or constant() for no decay");
    Settings.between("exponential.factor", factor, 1f, "Take 0.96, or constant() for no decay");
    Settings.positive("exponential.every", every, "Take the number of steps of an epoch");
  }

  @Override
  public float at(long step) {
    return (float) (start * Math.pow(factor, (double) step / every));
  }
}
