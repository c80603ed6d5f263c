package dev.espalier.training;

/**
 * Makes the task gradients orthogonal and equally long, with as little change as it takes, before
 * it sums them (Senushkin et al., "Independent Component Alignment for Multi-Task Learning", CVPR
 * 2023).
 *
 * <p>With the Gram matrix G = V Λ Vᵀ the weights are √λ V Λ^(-1/2) Vᵀ 1, λ the smallest eigenvalue
 * that is not zero. The paper weighs tasks by 1 / T; here each counts one, as in {@link
 * EqualWeights}. Weights can be negative.
 *
 * <ul>
 *   <li>It works on the shared weights, all of them as one vector. A weight of one task keeps its
 *       own gradient, and so do penalties.
 *   <li>Eigenvalues below 1.2e-7 T times the largest count as zero, since that is the rounding of
 *       float32 gradients; so a gradient 2,900 / √T times shorter than the longest is left out.
 *   <li>The update is as long as the weakest direction asks for: gradients that are nearly parallel
 *       give a short one.
 *   <li>A task whose gradient is zero takes no part. Norms below 1e-19 count as zero and above
 *       1.8e19 as not finite, since float32 cannot hold their squares.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task, one eigendecomposition of a
 * T×T matrix and some 30 small operations.
 */
public record AlignedMtl() implements GradientStep.Merge {}
