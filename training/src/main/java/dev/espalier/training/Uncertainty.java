package dev.espalier.training;

/**
 * Weighs losses by learned uncertainties (Kendall et al., "Multi-Task Learning Using Uncertainty to
 * Weigh Losses", CVPR 2018): each loss L becomes e^(−s) L + s / 2, where s, the logarithm of the
 * task's variance, is trained with the other weights and starts at 0, which is a weight of 1.
 *
 * <p>The paper halves the first term for regression; that is a start of s at ln 2. Where a loss is
 * 0, as that of a task without a label in the batch, its s is left alone.
 */
public record Uncertainty() implements GradientStep.Weighting {}
