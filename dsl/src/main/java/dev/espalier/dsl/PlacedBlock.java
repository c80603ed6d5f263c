package dev.espalier.dsl;

/**
 * A block where it stands on the way from the inputs to the towers.
 *
 * @param path in the topology, such as {@code topology.shared[1].cascade.body[0].dense}
 * @param name in the names of its parameters, such as {@code shared1/cascade/body0/dense}
 * @param block the block; never a cascade, whose blocks stand in its place
 */
public record PlacedBlock(String path, String name, Block block) {}
