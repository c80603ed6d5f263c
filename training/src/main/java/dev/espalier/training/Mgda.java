package dev.espalier.training;

/**
 * Moves along the shortest convex combination of the task gradients, which ascends on no task and
 * vanishes where no direction helps all (MGDA: Désidéri, "Multiple-gradient descent algorithm",
 * 2012; Sener and Koltun, "Multi-Task Learning as Multi-Objective Optimization", NeurIPS 2018).
 *
 * <p>The weights are argmin over the simplex of ‖Σ w_i g_i‖², times the number of tasks: they sum
 * to T, as those of {@link EqualWeights} do. The smallest gradients get most of the weight.
 *
 * <ul>
 *   <li>It works on the shared weights, all of them as one vector. A weight of one task keeps its
 *       own gradient, and so do penalties.
 *   <li>Two tasks have a closed form. More take pairwise Frank-Wolfe steps with exact line search
 *       from the smallest gradient: 8 T of them, at most 64. On Gaussian gradients of 3 to 8 tasks
 *       whose norms lie within a decade the squared length is within a hundredth of the least, most
 *       often within 1e-6; with more tasks or decades it can be longer, but never longer than the
 *       smallest gradient.
 *   <li>Everything is arithmetic in float64 on the Gram matrix divided by its largest entry.
 *   <li>A task whose gradient is zero takes no part, and T counts the others. Norms below 1e-19
 *       count as zero and above 1.8e19 as not finite, since float32 cannot hold their squares.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task, and some 20 small
 * operations for each Frank-Wolfe step.
 */
public record Mgda() implements GradientStep.Merge {}
