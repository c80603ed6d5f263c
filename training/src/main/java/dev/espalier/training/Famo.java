package dev.espalier.training;

/**
 * Weighs losses so that all fall at the same relative speed, without task gradients (Liu et al.,
 * "FAMO: Fast Adaptive Multitask Optimization", NeurIPS 2023, algorithm 1). With z = softmax(xi),
 * xi starting at 0, the step minimises c Σ z_i ln L_i, c = 1 / Σ (z_i / L_i); afterwards the losses
 * of the same batch are computed anew and
 *
 * <pre>
 * xi ← xi − rate · (Jᵀ (ln L(before) − ln L(after)) + decay · xi),  J the Jacobian of z by xi
 * </pre>
 *
 * <p>So each step costs a second forward pass, whose noise is that of the next step. A loss below
 * 1e-8 counts as 1e-8, but for one that is 0, as without a label in the batch: its task takes no
 * part. The weights of a step sum to 1.
 *
 * @param rate size of a move of xi, positive; default 0.025
 * @param decay what draws xi back to 0, 0 or more; default 0.001
 */
public record Famo(float rate, float decay) implements GradientStep.Weighting {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public Famo {
    Settings.positive("famo.rate", rate, "Take 0.025");
    Settings.notNegative("famo.decay", decay, "Take 0.001");
  }

  /** The same with moves of this size. */
  public Famo rate(float rate) {
    return new Famo(rate, decay);
  }

  /** The same with this decay. */
  public Famo decay(float decay) {
    return new Famo(rate, decay);
  }
}
