package dev.espalier.dsl.plan;

import dev.espalier.dsl.Categorical;

/**
 * Learned rows of a categorical feature.
 *
 * @param feature the feature
 * @param rows one parameter [rows, dimension]
 */
public record Table(Categorical feature, Parameter rows) {}
