package dev.espalier.dsl

/**
 * The blocks of a shared body, first to last.
 *
 * @see Blocks
 */
@TopologyDsl
public open class SharedScope internal constructor(add: (Block) -> Unit) : TaskStreamsScope(add) {

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
     * Sub-network routing whose connections each example opens and closes for itself: k shared
     * streams to [subNetworks].
     *
     * @param units width of each layer of a sub-network, first to last
     * @see Blocks.snrGate
     */
    public fun snrGate(
        subNetworks: Int,
        vararg units: Int,
        describe: SnrGateScope.() -> Unit = {},
    ) {
        block(SnrGateScope(subNetworks, units).apply(describe).block())
    }

    /**
     * Copies of a body of blocks side by side, each with parameters of its own: one shared stream
     * to [count].
     *
     * @param describe the blocks of a copy, first to last: from one shared stream to one
     * @see Blocks.hierarchicalExperts
     */
    public fun hierarchicalExperts(count: Int, describe: SharedScope.() -> Unit) {
        val body = ArrayList<Block>()
        SharedScope(body::add).describe()
        block(HierarchicalExperts(count, body))
    }

    /**
     * A body of several depths: blocks, with exits between them, as the last block.
     *
     * @param describe the blocks and exits, first to last; the towers of the tasks are the last
     *   exit
     * @see Blocks.cascade
     */
    public fun cascade(describe: CascadeScope.() -> Unit) {
        val body = ArrayList<Block>()
        CascadeScope(body::add).describe()
        block(Cascade(body))
    }
}
