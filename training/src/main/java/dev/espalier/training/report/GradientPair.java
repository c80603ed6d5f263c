package dev.espalier.training.report;

/**
 * How the gradients of two tasks by the weights they share lie to each other.
 *
 * @param first name of a task
 * @param second name of another
 * @param conflictRate share of the steps in which neither gradient was zero, as it is for a task
 *     without a label in the batch, whose two gradients had a negative product, in [0, 1]
 * @param cosine mean cosine of the angle between them, in [-1, 1], over the same steps; not a
 *     number where there was no such step
 */
public record GradientPair(String first, String second, double conflictRate, double cosine) {}
