package dev.espalier.training;

/**
 * Stays near the mean gradient and, within that distance, helps the task that gains least (CAGrad:
 * Liu et al., "Conflict-Averse Gradient Descent for Multi-task Learning", NeurIPS 2021).
 *
 * <p>With g_0 the mean of the task gradients the update d maximises min_i g_i · d within ‖d − g_0‖
 * ≤ c ‖g_0‖: d = g_0 + c ‖g_0‖ g_w / ‖g_w‖, where g_w = Σ w_i g_i minimises g_w · g_0 + c ‖g_0‖
 * ‖g_w‖ over the simplex. The merged gradient is T d, so that a small c is nearly {@link
 * EqualWeights}; it is not divided by 1 + c² or the like.
 *
 * <ul>
 *   <li>It works on the shared weights, all of them as one vector. A weight of one task keeps its
 *       own gradient, and so do penalties.
 *   <li>Some 12 steps of an interior point method in float64 on the cosines, with 1e-6 T added to
 *       their diagonal for the rounding of float32 gradients, find w: of that problem the objective
 *       is the least within 1e-9 of its terms, for gradients of any rank. Gradients more than 1e8
 *       times longer than the shortest count as that long while it looks.
 *   <li>Where g_w vanishes but for that rounding, so does its term.
 *   <li>A task whose gradient is zero takes no part, and T counts the others. Norms below 1e-19
 *       count as zero and above 1.8e19 as not finite, since float32 cannot hold their squares.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task, and 85 small operations
 * whatever their number, one of which is the loop: together 0.2 ms for 4 tasks and 0.5 ms for 32 on
 * one core of a 2024 server.
 *
 * @param c how far the update may lie from the mean, as a part of its norm; above 0 and below 1, as
 *     the paper's convergence asks
 */
public record CaGrad(float c) implements GradientStep.Merge {
  /**
   * Checks the distance.
   *
   * @throws GradientException where it is out of range
   */
  public CaGrad {
    Settings.inside("caGrad.c", c, "Take 0.4, or equalWeights() for no distance");
  }
}
