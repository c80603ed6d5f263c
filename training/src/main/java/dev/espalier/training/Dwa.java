package dev.espalier.training;

/**
 * Weighs more what fell less (dynamic weight average; Liu et al., "End-to-End Multi-Task Learning
 * with Attention", CVPR 2019, equation 7): with the mean training losses of the last epoch and the
 * one before it, the T weights are T softmax(ratio / temperature), ratio_i = L_i(last) /
 * L_i(before). They are 1 in the first two epochs.
 *
 * <p>A mean counts the batches whose loss is not 0, as it is without a label; where there is none,
 * the mean of the epoch before stays.
 *
 * @param temperature what evens weights out, positive; default 2
 */
public record Dwa(float temperature) implements GradientStep.Weighting {
  /**
   * Checks the temperature.
   *
   * @throws GradientException where it is not positive and finite
   */
  public Dwa {
    Settings.positive("dwa.temperature", temperature, "Take 2");
  }

  /** The same with this temperature. */
  public Dwa temperature(float temperature) {
    return new Dwa(temperature);
  }
}
