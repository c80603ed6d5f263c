package dev.espalier.training;

/**
 * Stays near the mean gradient and, within that distance, helps the task that gains least (CAGrad:
 * Liu et al., "Conflict-Averse Gradient Descent for Multi-task Learning", NeurIPS 2021).
 *
 * <p>With g_0 the mean of the task gradients the update d maximises min_i g_i · d within ‖d − g_0‖
 * ≤ c ‖g_0‖: d = g_0 + c ‖g_0‖ g_w / ‖g_w‖, where g_w = Σ w_i g_i minimises g_w · g_0 + c ‖g_0‖
 * ‖g_w‖ over the simplex. The merged gradient is T d, so that c = 0 is {@link EqualWeights}; it is
 * not divided by 1 + c² or the like.
 *
 * <ul>
 *   <li>It works on the shared weights, all of them as one vector. A weight of one task keeps its
 *       own gradient, and so do penalties.
 *   <li>Pairwise Frank-Wolfe steps with exact line search find w from the smallest gradient: one
 *       for two tasks, which is exact, else 8 T and at most 64.
 *   <li>Where g_w vanishes but for the rounding of float32, so does its term.
 *   <li>A task whose gradient is zero takes no part, and T counts the others. Norms below 1e-19
 *       count as zero and above 1.8e19 as not finite, since float32 cannot hold their squares.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task, and some 40 small
 * operations for each Frank-Wolfe step.
 *
 * @param c how far the update may lie from the mean, as a part of its norm; 0 or more and below 1
 */
public record CaGrad(float c) implements GradientStep.Merge {
  /**
   * Checks the distance.
   *
   * @throws GradientException where it is out of range
   */
  public CaGrad {
    Settings.fraction("caGrad.c", c, "Take 0.4");
  }
}
