package dev.espalier.training;

/**
 * Lion (Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023, program 1): every entry
 * moves by the learning rate, up or down.
 *
 * <pre>
 * d = sign(beta1 m + (1 − beta1) g)
 * w ← w − learningRate · (d + decay · w)
 * m ← beta2 m + (1 − beta2) g
 * </pre>
 *
 * <p>It wants a learning rate 3 to 10 times smaller than Adam's. Kernels and embedding rows decay;
 * biases, what normalisations scale by, and the codes of connections do not. Of an embedding table
 * only the rows that the batch gathered change, with their m.
 *
 * @param learningRate size of a move
 * @param beta1 share of the memory in a move, in [0, 1); default 0.9
 * @param beta2 memory of the gradient, in [0, 1); default 0.99
 * @param decay share of a weight that a move of size 1 takes away, 0 or more; default 0
 */
public record Lion(Schedule learningRate, float beta1, float beta2, float decay)
    implements GradientStep.Update {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public Lion {
    Settings.fraction("lion.beta1", beta1, "Take 0.9");
    Settings.fraction("lion.beta2", beta2, "Take 0.99");
    Settings.notNegative("lion.decay", decay, "Take 0 for none");
  }

  /** The same with these memories. */
  public Lion betas(float beta1, float beta2) {
    return new Lion(learningRate, beta1, beta2, decay);
  }

  /** The same with this decay. */
  public Lion decay(float decay) {
    return new Lion(learningRate, beta1, beta2, decay);
  }
}
