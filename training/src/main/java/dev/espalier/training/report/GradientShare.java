package dev.espalier.training.report;

/**
 * What a task's gradient by the shared weights was, and what was made of it.
 *
 * @param task name of the task
 * @param norm mean Euclidean norm over the measured steps that had its labels
 * @param weight mean factor that the merge gave it; not a number where the merge has no factors
 */
public record GradientShare(String task, double norm, double weight) {}
