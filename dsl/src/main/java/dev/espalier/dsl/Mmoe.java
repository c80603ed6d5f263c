package dev.espalier.dsl;

/**
 * Multi-gate mixture of experts: k shared streams of one width to one stream per task, each the
 * average weighted by that task's softmax gate on the features (Ma et al. 2018, equations 6 and 7).
 *
 * @param gate the gate of each task, with parameters of its own
 */
public record Mmoe(Gate gate) implements Block {}
