package dev.espalier.dsl;

/**
 * Hidden layers that every task reads: one shared stream to one (Caruana 1997).
 *
 * @param layers at least one layer
 */
public record SharedBottom(Layers layers) implements Block {}
