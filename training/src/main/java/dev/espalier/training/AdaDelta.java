package dev.espalier.training;

/**
 * AdaDelta (Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012, algorithm 1), whose moves
 * have the unit of the weights:
 *
 * <pre>
 * v ← decay v + (1 − decay) g²
 * d = g √(u + epsilon) / √(v + epsilon)
 * u ← decay u + (1 − decay) d²
 * w ← w − learningRate · d
 * </pre>
 *
 * <p>The paper's learning rate is 1. Of an embedding table only the rows that the batch gathered
 * change, with their v and u.
 *
 * @param learningRate factor of each move
 * @param decay memory of both mean squares, in [0, 1); default 0.95
 * @param epsilon what starts the moves, positive; default 1e-6
 */
public record AdaDelta(Schedule learningRate, float decay, float epsilon)
    implements GradientStep.Update {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public AdaDelta {
    Settings.fraction("adaDelta.decay", decay, "Take 0.95");
    Settings.positive("adaDelta.epsilon", epsilon, "Take 1e-6");
  }

  /** The same with this memory of the mean squares. */
  public AdaDelta decay(float decay) {
    return new AdaDelta(learningRate, decay, epsilon);
  }

  /** The same with this epsilon. */
  public AdaDelta epsilon(float epsilon) {
    return new AdaDelta(learningRate, decay, epsilon);
  }
}
