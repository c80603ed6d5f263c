package dev.espalier.training;

/**
 * AdaGrad (Duchi et al., "Adaptive Subgradient Methods for Online Learning and Stochastic
 * Optimization", 2011):
 *
 * <pre>
 * a ← a + g²
 * w ← w − learningRate g / √a
 * </pre>
 *
 * <p>Of an embedding table only the rows that the batch gathered change, with their sums.
 *
 * @param learningRate size of a move
 * @param start value of every a before training, positive, so that no quotient needs an epsilon;
 *     default 0.1
 */
public record AdaGrad(Schedule learningRate, float start) implements GradientStep.Update {
  /**
   * Checks the settings.
   *
   * @throws GradientException where start is not positive and finite
   */
  public AdaGrad {
    Settings.positive("adaGrad.start", start, "Take 0.1");
  }

  /** The same with this value of every sum before training. */
  public AdaGrad start(float start) {
    return new AdaGrad(learningRate, start);
  }
}
