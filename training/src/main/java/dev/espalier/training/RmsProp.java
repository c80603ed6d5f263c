package dev.espalier.training;

/**
 * RMSProp (Tieleman and Hinton, lecture 6.5 of "Neural Networks for Machine Learning", 2012), with
 * epsilon under the root as Keras and TensorFlow have it:
 *
 * <pre>
 * v ← decay v + (1 − decay) g²
 * a ← momentum a + learningRate g / √(v + epsilon)
 * w ← w − a
 * </pre>
 *
 * <p>Of an embedding table only the rows that the batch gathered change, with their v and a.
 *
 * @param learningRate size of a move
 * @param decay memory of the mean square, in [0, 1); default 0.9
 * @param momentum part of the last move that stays, in [0, 1); default 0
 * @param epsilon what keeps the quotient finite, positive; default 1e-7
 */
public record RmsProp(Schedule learningRate, float decay, float momentum, float epsilon)
    implements GradientStep.Update {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public RmsProp {
    Settings.fraction("rmsProp.decay", decay, "Take 0.9");
    Settings.fraction("rmsProp.momentum", momentum, "Take 0 for none");
    Settings.positive("rmsProp.epsilon", epsilon, "Take 1e-7");
  }

  /** The same with this memory of the mean square. */
  public RmsProp decay(float decay) {
    return new RmsProp(learningRate, decay, momentum, epsilon);
  }

  /** The same with this part of the last move kept. */
  public RmsProp momentum(float momentum) {
    return new RmsProp(learningRate, decay, momentum, epsilon);
  }
}
