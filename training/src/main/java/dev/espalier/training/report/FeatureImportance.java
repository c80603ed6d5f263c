package dev.espalier.training.report;

import dev.espalier.training.metrics.Metric;

/**
 * How much worse a task becomes where the values of a feature are dealt to other examples
 * (permutation importance; Breiman, Random Forests, 2001).
 *
 * @param feature name of the feature
 * @param task name of the task
 * @param metric what is measured
 * @param value the metric as it is
 * @param loss how much worse it becomes, in units of the metric, the mean over the repeats; below 0
 *     where it becomes better, not a number where the metric is not defined
 * @param spread standard deviation over the repeats, 0 of one
 */
public record FeatureImportance(
    String feature, String task, Metric metric, double value, double loss, double spread) {}
