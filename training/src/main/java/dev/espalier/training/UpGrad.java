package dev.espalier.training;

/**
 * Projects each task gradient onto what conflicts with no task, and sums them (UPGrad: Quinton and
 * Rey, "Jacobian Descent for Multi-Objective Optimization", 2024).
 *
 * <p>The projection of g_i is the point of the dual cone {d: g_j · d ≥ 0 for all j} that is nearest
 * to it: Σ_j v_j g_j with v = argmin vᵀ G v over v ≥ e_i, G the Gram matrix. Where {@link PcGrad}
 * projects on one task after the other, and may bring back a conflict that it had removed, this
 * leaves none; with two tasks they are the same. The paper takes the mean; here each projection
 * counts one, as in {@link EqualWeights}.
 *
 * <ul>
 *   <li>It works on the shared weights, all of them as one vector. A weight of one task keeps its
 *       own gradient, and so do penalties.
 *   <li>Interior point steps in float64 solve all T problems at once, on the cosines with 1e-6 T
 *       added to their diagonal for the rounding of float32 gradients: some 12 of them, to 1e-12 of
 *       the squared length of each gradient.
 *   <li>A task whose gradient is zero takes no part. Norms below 1e-19 count as zero and above
 *       1.8e19 as not finite, since float32 cannot hold their squares.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task, and 30 small operations
 * whatever their number, one of which is the loop: together 0.2 ms for 4 tasks, and 4 ms for 32, T
 * systems of T equations a round, on one core of a 2024 server.
 */
public record UpGrad() implements GradientStep.Merge {}
