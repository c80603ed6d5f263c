package dev.espalier.dsl

/**
 * The blocks of a shared body, first to last.
 *
 * @see Blocks
 */
@TopologyDsl
public class SharedScope internal constructor(private val builder: TopologyBuilder) {

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
     * One network that every task reads: one shared stream to one.
     *
     * @param units width of each layer, first to last
     * @see Blocks.sharedBottom
     */
    public fun sharedBottom(vararg units: Int, describe: LayersScope.() -> Unit = {}) {
        block(Blocks.sharedBottom(layersOf(units, describe)))
    }

    /**
     * Networks of one hidden layer side by side: one shared stream to [count].
     *
     * @see Blocks.experts
     */
    public fun experts(count: Int, units: Int, describe: LayersScope.() -> Unit = {}) {
        experts(count, *intArrayOf(units), describe = describe)
    }

    /**
     * Networks side by side: one shared stream to [count].
     *
     * @param units width of each layer of a network, first to last
     * @see Blocks.experts
     */
    public fun experts(count: Int, vararg units: Int, describe: LayersScope.() -> Unit = {}) {
        block(Blocks.experts(count, layersOf(units, describe)))
    }

    /**
     * One softmax gate for all tasks: k shared streams to one.
     *
     * @param bias whether the gate's logits have a learned offset; the paper's have none
     * @param describe hidden layers of the gate and what it hands on; the paper's has neither
     * @see Blocks.omoe
     */
    public fun omoe(bias: Gate.Bias = Gate.Bias.NONE, describe: GateScope.() -> Unit = {}) {
        block(Blocks.omoe(GateScope(bias).apply(describe).gate))
    }

    /**
     * A softmax gate for each task: k shared streams to one stream per task.
     *
     * @param bias whether the gates' logits have a learned offset; the paper's have none
     * @param describe hidden layers of each gate and what it hands on; the paper's have neither
     * @see Blocks.mmoe
     */
    public fun mmoe(bias: Gate.Bias = Gate.Bias.NONE, describe: GateScope.() -> Unit = {}) {
        block(Blocks.mmoe(GateScope(bias).apply(describe).gate))
    }

    /**
     * Sub-network routing: k shared streams to [subNetworks], each a network of one hidden layer.
     *
     * @see Blocks.snr
     */
    public fun snr(subNetworks: Int, units: Int, describe: SnrScope.() -> Unit = {}) {
        snr(subNetworks, *intArrayOf(units), describe = describe)
    }

    /**
     * Sub-network routing: k shared streams to [subNetworks].
     *
     * @param units width of each layer of a sub-network, first to last
     * @see Blocks.snr
     */
    public fun snr(subNetworks: Int, vararg units: Int, describe: SnrScope.() -> Unit = {}) {
        block(SnrScope(subNetworks, units).apply(describe).block())
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
     * The top layer of sub-network routing: k shared streams to one stream per task, through coded
     * connections.
     *
     * @see Blocks.snrToTasks
     */
    public fun snrToTasks(describe: SnrToTasksScope.() -> Unit = {}) {
        block(SnrToTasksScope().apply(describe).block())
    }

    /** A block made elsewhere. */
    public fun block(block: Block) {
        builder.shared(block)
    }
}
