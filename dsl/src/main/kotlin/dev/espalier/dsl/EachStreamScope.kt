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

    /**
     * What is left of a sequence, or of a list of categories, after its last step: k streams to k
     * streams with [units] numbers more.
     *
     * @param feature its name
     * @param l2 factor of the sum of squared entries of the matrices
     * @see Blocks.gru
     */
    public fun gru(feature: String, units: Int, l2: Float = 0f) {
        block(Gru(feature, units, l2))
    }

    /**
     * What convolutions see in an image: k streams to k streams with as many numbers more as the
     * last layer has channels.
     *
     * @param feature its name
     * @param filters channels that each layer gives, first to last
     * @param kernelSize rows and columns of each kernel
     * @param stride how far kernels move at a time
     * @param l2 factor of the sum of squared kernel entries
     * @see Blocks.conv
     */
    public fun conv(
        feature: String,
        vararg filters: Int,
        kernelSize: Int = Conv.KERNEL_SIZE,
        stride: Int = Conv.STRIDE,
        activation: Activation = Activation.RELU,
        l2: Float = 0f,
    ) {
        block(Conv(feature, filters.asList(), kernelSize, stride, activation, l2))
    }

    /** A block made elsewhere. */
    public fun block(block: Block) {
        add(block)
    }
}
