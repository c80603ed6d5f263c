package dev.espalier.training;

/**
 * Adam with weight decay apart from the gradient (Loshchilov and Hutter, "Decoupled Weight Decay
 * Regularization", 2019, algorithm 2; the learning rate is a factor of the decay, as in PyTorch and
 * Keras):
 *
 * <pre>
 * w ← w − learningRate · decay · w, and then as {@link Adam}
 * </pre>
 *
 * <p>Kernels and embedding rows decay; biases, what normalisations scale by, and the codes of
 * connections do not. Of an embedding table only the rows that the batch gathered decay and move.
 *
 * @param learningRate size of a move
 * @param beta1 memory of the mean, in [0, 1); default 0.9
 * @param beta2 memory of the mean square, in [0, 1); default 0.999
 * @param epsilon what keeps the quotient finite, positive; default 1e-7
 * @param decay share of a weight that a move of size 1 takes away, 0 or more; default 0.01
 */
public record AdamW(Schedule learningRate, float beta1, float beta2, float epsilon, float decay)
    implements GradientStep.Update {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public AdamW {
    Settings.fraction("adamW.beta1", beta1, "Take 0.9, or 0 for no memory of the mean");
    Settings.fraction("adamW.beta2", beta2, "Take 0.999");
    Settings.positive("adamW.epsilon", epsilon, "Take 1e-7");
    Settings.notNegative("adamW.decay", decay, "Take 0.01, or adam() for none");
  }

  /** The same with these memories. */
  public AdamW betas(float beta1, float beta2) {
    return new AdamW(learningRate, beta1, beta2, epsilon, decay);
  }

  /** The same with this epsilon. */
  public AdamW epsilon(float epsilon) {
    return new AdamW(learningRate, beta1, beta2, epsilon, decay);
  }

  /** The same with this decay. */
  public AdamW decay(float decay) {
    return new AdamW(learningRate, beta1, beta2, epsilon, decay);
  }
}
