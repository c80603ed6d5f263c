package dev.espalier.training;

/**
 * Projects conflicting gradients (Yu et al., "Gradient Surgery for Multi-Task Learning", NeurIPS
 * 2020, algorithm 1).
 *
 * <p>For each task i start with its gradient p = g_i; for every other task j, in a fresh random
 * order, where p · g_j &lt; 0 take away the part along the <em>original</em> g_j: p ← p − (p · g_j
 * / ‖g_j‖²) g_j. The merged gradient is the sum of the p over all tasks.
 *
 * <ul>
 *   <li>It works on the shared weights, all of them as one vector; a task's gradient is zero where
 *       its loss does not reach. A weight of one task keeps its own gradient, and so do penalties.
 *   <li>Everything but the gradients themselves is arithmetic on their T×T Gram matrix, in float64.
 *   <li>Orders are drawn anew for each step and each i, keyed by (seed, step): they replay.
 *   <li>A task whose gradient is zero takes no part. Norms below 1e-19 count as zero and above
 *       1.8e19 as not finite, since float32 cannot hold their squares.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task.
 */
public record PcGrad() implements GradientStep.Merge {}
