package dev.espalier.training;

/**
 * Turns task gradients until they are as similar as they have been on average (GradVac: Wang et
 * al., "Gradient Vaccine: Investigating and Improving Multi-task Optimization in Massively
 * Multilingual Models", ICLR 2021, algorithm 1).
 *
 * <p>Each pair (i, j) has a target t_ij, a moving average of the cosines seen. For each task i
 * start with its gradient p = g_i; for every other task j, in a fresh random order, where φ =
 * cos(p, g_j) is below t_ij add as much of the <em>original</em> g_j as makes it t_ij: p ← p + g_j
 * ‖p‖ (t √(1 − φ²) − φ √(1 − t²)) / (‖g_j‖ √(1 − t²)). In either case t_ij ← (1 − decay) t_ij +
 * decay φ. The merged gradient is the sum of the p over all tasks. With a decay of 0 it is {@link
 * PcGrad}.
 *
 * <ul>
 *   <li>It works on the shared weights, all of them as one vector (the paper also has one target
 *       for each layer). A weight of one task keeps its own gradient, and so do penalties.
 *   <li>Targets start at 0, are kept in checkpoints, and count as 0.99 at most, at which a turn
 *       adds 7 times ‖p‖: the formula has no bound at 1.
 *   <li>Orders are drawn anew for each step and each i, keyed by (seed, step): they replay.
 *   <li>A task whose gradient is zero takes no part, and the targets of its pairs stay. Norms below
 *       1e-19 count as zero and above 1.8e19 as not finite, since float32 cannot hold their
 *       squares.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task, and 40 small operations
 * whatever their number, one of which is a loop of T turns over 25.
 *
 * @param decay part of each new cosine in its target, 0 or more and below 1; the paper's is 0.01
 */
public record GradVac(float decay) implements GradientStep.Merge {
  /**
   * Checks the decay.
   *
   * @throws GradientException where it is out of range
   */
  public GradVac {
    Settings.fraction("gradVac.decay", decay, "Take 0.01");
  }
}
