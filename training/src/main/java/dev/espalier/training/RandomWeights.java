package dev.espalier.training;

/**
 * Weighs the losses at random, anew in each step (RLW: Lin et al., "Reasonable Effectiveness of
 * Random Weighting: A Litmus Test for Multi-Task Learning", TMLR 2022): what a merge should beat to
 * be worth its price.
 *
 * <p>The weights are the softmax of T draws from the standard normal distribution, times the number
 * of tasks: they sum to T, as those of {@link EqualWeights} do. They weigh all of a task's loss,
 * also for the weights that no other task shares; penalties are added as they are. Draws are keyed
 * by (seed, step): they replay.
 *
 * <p>It costs one backward pass whatever the number of tasks, and a handful of small operations. A
 * model with one task, or without shared weights, trains as without a merge.
 */
public record RandomWeights() implements GradientStep.Merge {}
