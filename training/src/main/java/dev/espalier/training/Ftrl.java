package dev.espalier.training;

/**
 * Follow the regularised leader, proximal and per coordinate (McMahan et al., "Ad Click Prediction:
 * a View from the Trenches", KDD 2013, algorithm 1), in the form that TensorFlow has:
 *
 * <pre>
 * s = (√(a + g²) − √a) / learningRate, and a ← a + g²
 * z ← z + g − s w
 * w ← 0 where |z| ≤ l1, else (sign(z) l1 − z) / (√a / learningRate + 2 l2)
 * </pre>
 *
 * <p>A weight is a function of z alone, which starts at 0: the first step forgets what weights
 * began with. That suits weights that start at 0, and embeddings less; with l1 it makes weights
 * that are exactly 0. Of an embedding table only the rows that the batch gathered change, with
 * their a and z.
 *
 * @param learningRate size of a move; of a schedule the rate of the step counts
 * @param start value of every a before training, positive; default 0.1
 * @param l1 below which z makes no weight, 0 or more; default 0
 * @param l2 what shrinks weights, 0 or more; default 0
 */
public record Ftrl(Schedule learningRate, float start, float l1, float l2)
    implements GradientStep.Update {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public Ftrl {
    Settings.positive("ftrl.start", start, "Take 0.1");
    Settings.notNegative("ftrl.l1", l1, "Take 0 for none");
    Settings.notNegative("ftrl.l2", l2, "Take 0 for none");
  }

  /** The same with this value of every sum before training. */
  public Ftrl start(float start) {
    return new Ftrl(learningRate, start, l1, l2);
  }

  /** The same with this threshold, below which a weight is 0. */
  public Ftrl l1(float l1) {
    return new Ftrl(learningRate, start, l1, l2);
  }

  /** The same with this shrinkage. */
  public Ftrl l2(float l2) {
    return new Ftrl(learningRate, start, l1, l2);
  }
}
