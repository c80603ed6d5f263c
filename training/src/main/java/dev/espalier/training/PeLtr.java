package dev.espalier.training;

/**
 * Moves along the shortest combination of the task gradients in which no task counts for less than
 * a share of an equal weight (PE-LTR: Lin et al., "A Pareto-Efficient Algorithm for Multiple
 * Objective Optimization in E-Commerce Recommendation", RecSys 2019).
 *
 * <p>The weights are argmin ‖Σ w_i g_i‖² over Σ w_i = 1, w_i ≥ share / T, times the number of
 * tasks: they sum to T, as those of {@link EqualWeights} do. The paper bounds each task on its own
 * and projects the solution without bounds; here the problem itself is solved, with one bound for
 * all. A share of 0 is {@link Mgda}, one near 1 nearly {@link EqualWeights}. A bound is bought by
 * what MGDA promises: above 0 the update may ascend on a task.
 *
 * <ul>
 *   <li>It works on the shared weights, all of them as one vector. A weight of one task keeps its
 *       own gradient, and so do penalties.
 *   <li>It is solved as {@link Mgda} is, for the gradients share g_0 + (1 − share) g_i, g_0 their
 *       mean, with 1e-6 T added to the diagonal of the cosines of the g_i. Among tasks whose
 *       gradients are more than 1e4 times shorter than the mean the weights beyond the bound are
 *       not told apart.
 *   <li>A task whose gradient is zero takes no part, and T counts the others. Norms below 1e-19
 *       count as zero and above 1.8e19 as not finite, since float32 cannot hold their squares.
 * </ul>
 *
 * <p>It costs what {@link Mgda} does.
 *
 * @param share part of an equal weight that each task has at least, 0 or more and below 1
 */
public record PeLtr(float share) implements GradientStep.Merge {
  /**
   * Checks the share.
   *
   * @throws GradientException where it is out of range
   */
  public PeLtr {
    Settings.fraction("peLtr.share", share, "Take 0.5, or equalWeights() for 1");
  }
}
