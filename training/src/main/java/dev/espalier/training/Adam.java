package dev.espalier.training;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015), in the form with
 * epsilon outside of the bias correction that Keras and TensorFlow use. With s steps done:
 *
 * <pre>
 * m ← beta1 m + (1 − beta1) g
 * v ← beta2 v + (1 − beta2) g²
 * w ← w − learningRate √(1 − beta2^(s+1)) / (1 − beta1^(s+1)) · m / (√v + epsilon)
 * </pre>
 *
 * <p>Of an embedding table only the rows that the batch gathered change, with their m and v ("lazy
 * Adam"); rows that were not gathered keep all three bit for bit.
 *
 * @param learningRate size of a move
 * @param beta1 memory of the mean, in [0, 1); default 0.9
 * @param beta2 memory of the mean square, in [0, 1); default 0.999
 * @param epsilon what keeps the quotient finite, positive; default 1e-7
 */
public record Adam(Schedule learningRate, float beta1, float beta2, float epsilon)
    implements GradientStep.Update {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public Adam {
    Settings.fraction("adam.beta1", beta1, "Take 0.9, or 0 for no memory of the mean");
    Settings.fraction("adam.beta2", beta2, "Take 0.999");
    Settings.positive("adam.epsilon", epsilon, "Take 1e-7");
  }

  /** The same with these memories. */
  public Adam betas(float beta1, float beta2) {
    return new Adam(learningRate, beta1, beta2, epsilon);
  }

  /** The same with this epsilon. */
  public Adam epsilon(float epsilon) {
    return new Adam(learningRate, beta1, beta2, epsilon);
  }
}
