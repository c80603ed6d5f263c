package dev.espalier.training.report;

/**
 * How often the gradients of two tasks point against each other.
 *
 * @param first name of a task
 * @param second name of another
 * @param rate share of the measured steps whose two gradients had a negative product, in [0, 1]
 */
public record ConflictRate(String first, String second, double rate) {}
