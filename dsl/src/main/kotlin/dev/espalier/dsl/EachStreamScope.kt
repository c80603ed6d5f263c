package dev.espalier.dsl

/**
 * The blocks that take each stream by itself, and so any number of streams of any owner.
 *
 * @see Blocks
 */
@TopologyDsl
public sealed class EachStreamScope(private val add: (Block) -> Unit) {

    /**
     * Hidden layers on each stream: k streams to k streams.
     *
     * @param units width of each layer, first to last
     * @see Blocks.dense
     */
    public fun dense(vararg units: Int, describe: LayersScope.() -> Unit = {}) {
        block(Blocks.dense(layersOf(units, describe)))
    }

    /**
     * Explicit crosses of each stream's entries: k streams to k streams of the same width.
     *
     * @param rank width of the bottleneck of each matrix; by default they are not factored
     * @param l2 factor of the sum of squared entries of the matrices
     * @see Blocks.crossNetwork
     */
    public fun crossNetwork(layers: Int, rank: Int = CrossNetwork.FULL, l2: Float = 0f) {
        block(CrossNetwork(layers, rank, l2))
    }

    /**
     * Products of all pairs of each stream's entries, pooled into [factors] numbers beside it: k
     * streams to k streams.
     *
     * @param l2 factor of the sum of squared entries of the matrices
     * @see Blocks.factorizationMachine
     */
    public fun factorizationMachine(factors: Int, l2: Float = 0f) {
        block(FactorizationMachine(factors, l2))
    }

    /** A block made elsewhere. */
    public fun block(block: Block) {
        add(block)
    }
}
