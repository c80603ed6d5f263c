package dev.espalier.training;

/**
 * Weighs losses so that they come to the same size (IMTL-L of Liu et al., "Towards Impartial
 * Multi-task Learning", ICLR 2021): each loss L becomes e^s L − s, where s is trained with the
 * other weights and starts at 0; at rest e^s L is 1 for each task. Losses are to be positive.
 *
 * <p>Where a loss is 0, as that of a task without a label in the batch, its s is left alone.
 */
public record ImtlL() implements GradientStep.Weighting {}
