package dev.espalier.dsl;

/**
 * One-gate mixture of experts: k shared streams of one width to one shared stream, their average
 * weighted by a softmax gate on the features (Eigen et al. 2013; OMoE in Ma et al. 2018).
 *
 * @param gate the gate that all tasks share
 */
public record Omoe(Gate gate) implements Block {}
