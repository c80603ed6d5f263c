package dev.espalier.training;

/**
 * Adam with Nesterov's look ahead (Dozat, "Incorporating Nesterov Momentum into Adam", 2016, with a
 * memory that does not change). With s steps done:
 *
 * <pre>
 * m ← beta1 m + (1 − beta1) g
 * v ← beta2 v + (1 − beta2) g²
 * a = beta1 m / (1 − beta1^(s+2)) + (1 − beta1) g / (1 − beta1^(s+1))
 * w ← w − learningRate · a / (√(v / (1 − beta2^(s+1))) + epsilon)
 * </pre>
 *
 * <p>PyTorch and Keras warm the memory up by schedules that differ from one another; this is
 * neither. Of an embedding table only the rows that the batch gathered change, with their m and v.
 *
 * @param learningRate size of a move
 * @param beta1 memory of the mean, in [0, 1); default 0.9
 * @param beta2 memory of the mean square, in [0, 1); default 0.999
 * @param epsilon what keeps the quotient finite, positive; default 1e-7
 */
public record Nadam(Schedule learningRate, float beta1, float beta2, float epsilon)
    implements GradientStep.Update {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public Nadam {
    Settings.fraction("nadam.beta1", beta1, "Take 0.9");
    Settings.fraction("nadam.beta2", beta2, "Take 0.999");
    Settings.positive("nadam.epsilon", epsilon, "Take 1e-7");
  }

  /** The same with these memories. */
  public Nadam betas(float beta1, float beta2) {
    return new Nadam(learningRate, beta1, beta2, epsilon);
  }

  /** The same with this epsilon. */
  public Nadam epsilon(float epsilon) {
    return new Nadam(learningRate, beta1, beta2, epsilon);
  }
}
