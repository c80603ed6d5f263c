package dev.espalier.training;

/**
 * Adds normal noise to the gradient, less of it step by step: its variance is eta / (1 + t)^gamma
 * after t steps (Neelakantan et al. 2015, "Adding gradient noise improves learning for very deep
 * networks", equation 1). Every entry has noise of its own, that of a weight under its name fixed
 * by the seed and the number of steps, so that a resumed run repeats it.
 *
 * <p>Rows of a table have noise in the steps that gather them only. Put it behind clipping, as the
 * paper does, or the noise is clipped too.
 *
 * @param eta variance at the first step, positive; the paper takes 0.01, 0.3 and 1
 * @param gamma how fast it falls, not negative; the paper's 0.55
 */
public record GradientNoise(float eta, float gamma) implements GradientStep.Transform {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public GradientNoise {
    Settings.positive("gradientNoise.eta", eta, "Take 0.01, or leave the step out");
    Settings.notNegative("gradientNoise.gamma", gamma, "Take 0.55");
  }

  /** The same, falling at another rate. */
  public GradientNoise gamma(float gamma) {
    return new GradientNoise(eta, gamma);
  }
}
