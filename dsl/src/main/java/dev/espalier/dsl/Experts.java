package dev.espalier.dsl;

/**
 * Networks of one shape side by side on the same shared stream, each with parameters of its own:
 * one stream to {@code count} shared streams.
 *
 * @param count number of experts, at least 1
 * @param layers hidden layers of each expert, at least one
 */
public record Experts(int count, Layers layers) implements Block {}
