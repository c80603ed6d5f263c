package dev.espalier.training;

/**
 * Lets the tasks bargain about the direction: the update whose product of the gains of all tasks is
 * the largest in a ball (Nash-MTL: Navon et al., "Multi-Task Learning as a Bargaining Game", ICML
 * 2022).
 *
 * <p>The weights are the a &gt; 0 with G a = 1 / a, G the Gram matrix of the task gradients: each
 * task gains as much by the update as the others, in terms of its own weight, g_i · d = 1 / a_i
 * &gt; 0. No scale of a task's loss changes the update.
 *
 * <ul>
 *   <li>As the paper has it, the update has the length √T whatever the gradients have: it does not
 *       vanish near a minimum. {@code adam} and the like do not see the length; with {@code sgd}
 *       let the rate decay.
 *   <li>Weights are found anew in each step, by damped Newton steps in float64 on the cosines, with
 *       1e-6 T added to their diagonal for the rounding of float32 gradients: 14 of them at most.
 *       No weight is more than √(1e6 / T) / ‖g_i‖.
 *   <li>It works on the shared weights, all of them as one vector. A weight of one task keeps its
 *       own gradient, and so do penalties.
 *   <li>A task whose gradient is zero takes no part, and T counts the others. Norms below 1e-19
 *       count as zero and above 1.8e19 as not finite, since float32 cannot hold their squares.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task, and 25 small operations
 * whatever their number, one of which is the loop.
 */
public record NashMtl() implements GradientStep.Merge {}
