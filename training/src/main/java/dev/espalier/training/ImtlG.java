package dev.espalier.training;

/**
 * Gives every task the same say in the direction: the weighted sum of the task gradients whose
 * projections on all of them are equal (IMTL-G: Liu et al., "Towards Impartial Multi-task
 * Learning", ICLR 2021).
 *
 * <p>The weights are those of the paper, w ∝ G⁻¹ √diag G with G the Gram matrix of the gradients,
 * times the number of tasks: they sum to T, as those of {@link EqualWeights} do, and some may be
 * negative.
 *
 * <ul>
 *   <li>It works on the shared weights, all of them as one vector. A weight of one task keeps its
 *       own gradient, and so do penalties.
 *   <li>The system is solved on cosines in float64, with 1e-6 T added to their diagonal: parallel
 *       tasks share their part, and opposite ones cancel.
 *   <li>The paper divides by the sum of the weights, which can vanish, or turn the update against
 *       all tasks. Where the sum is less than a tenth of the sum of their sizes that tenth is the
 *       divisor: projections stay equal and do not turn, and the weights sum to less than T.
 *   <li>A task whose gradient is zero takes no part, and T counts the others. Norms below 1e-19
 *       count as zero and above 1.8e19 as not finite, since float32 cannot hold their squares.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task, and some 30 small
 * operations whatever their number.
 */
public record ImtlG() implements GradientStep.Merge {}
