package dev.espalier.training;

/**
 * Plain gradient descent: w ← w − learningRate · g. It keeps no state. Of an embedding table only
 * the rows that the batch gathered change.
 *
 * @param learningRate size of a move
 */
public record Sgd(Schedule learningRate) implements GradientStep.Update {}
