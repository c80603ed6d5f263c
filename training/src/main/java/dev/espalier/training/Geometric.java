package dev.espalier.training;

/**
 * Minimises the geometric mean of the losses (Chennupati et al., "MultiNet++: Multi-Stream Feature
 * Aggregation and Geometric Loss Strategy for Multi-Task Learning", CVPR Workshops 2019): the scale
 * of a loss does not matter. Losses are to be positive.
 *
 * <p>A loss below 1e-8 counts as 1e-8, but for one that is 0, as without a label in the batch: the
 * mean is that of the others.
 */
public record Geometric() implements GradientStep.Weighting {}
