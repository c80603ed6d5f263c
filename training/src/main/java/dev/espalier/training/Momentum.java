package dev.espalier.training;

/**
 * Heavy-ball momentum (Polyak 1964) in the form whose velocity does not hold the learning rate, as
 * TensorFlow and PyTorch have it:
 *
 * <pre>
 * a ← momentum a + g
 * w ← w − learningRate a                      plain
 * w ← w − learningRate (g + momentum a)       with Nesterov's look ahead
 * </pre>
 *
 * <p>Of an embedding table only the rows that the batch gathered change, with their velocity.
 *
 * @param learningRate size of a move
 * @param momentum part of the velocity that stays, in [0, 1); default 0.9
 * @param lookAhead whether the gradient is taken as Nesterov does (Sutskever et al. 2013)
 */
public record Momentum(Schedule learningRate, float momentum, boolean lookAhead)
    implements GradientStep.Update {
  /**
   * Checks the settings.
   *
   * @throws GradientException where momentum is not in [0, 1)
   */
  public Momentum {
    Settings.fraction("momentum.momentum", momentum, "Take 0.9, or sgd() for none");
  }

  /** The same with Nesterov's look ahead. */
  public Momentum nesterov() {
    return new Momentum(learningRate, momentum, true);
  }
}
