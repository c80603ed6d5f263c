package dev.espalier.training;

/**
 * Weighs losses so that tasks that learn slower pull harder (Chen et al., "GradNorm", ICML 2018,
 * algorithm 1). With the norms n of the task gradients by all shared weights, and each task's own
 * training rate r_i = (L_i / L_i(first step)) / mean of these, the weights w, which start at 1, go
 * down the slope of
 *
 * <pre>
 * Σ_i | w_i n_i − mean_j(w_j n_j) · r_i^alpha |, the right-hand sides held
 * </pre>
 *
 * <p>by {@code rate}, n being divided by its mean so that the scale of gradients does not matter,
 * and are then scaled to the sum T. The paper leaves the update open, and takes the norms by the
 * last shared layer. A weight does not fall below 0.001 T.
 *
 * <p>Task gradients are kept apart for it, also where they are summed, so that a step costs what it
 * costs with {@link PcGrad}. A task without a label in the batch takes no part. Without shared
 * weights, or with one task, weights stay 1.
 *
 * @param alpha how much a slow task pulls, 0 or more; default 1.5
 * @param rate size of a move of the weights, positive; default 0.025
 */
public record GradNorm(float alpha, float rate) implements GradientStep.Weighting {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public GradNorm {
    Settings.notNegative("gradNorm.alpha", alpha, "Take 1.5, or 0 for norms of one size");
    Settings.positive("gradNorm.rate", rate, "Take 0.025");
  }

  /** The same with slow tasks pulling this much. */
  public GradNorm alpha(float alpha) {
    return new GradNorm(alpha, rate);
  }

  /** The same with moves of the weights of this size. */
  public GradNorm rate(float rate) {
    return new GradNorm(alpha, rate);
  }
}
