package dev.espalier.dsl

/**
 * The blocks of a shared body, first to last.
 *
 * @see Blocks
 */
@TopologyDsl
public class SharedScope internal constructor(add: (Block) -> Unit) : EachStreamScope(add) {

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
     * The top layer of sub-network routing: k shared streams to one stream per task, through coded
     * connections.
     *
     * @see Blocks.snrToTasks
     */
    public fun snrToTasks(describe: SnrToTasksScope.() -> Unit = {}) {
        block(SnrToTasksScope().apply(describe).block())
    }

    /**
     * A network of its own for each task: shared streams to one stream per task.
     *
     * @param units width of each layer, first to last
     * @see Blocks.singleTask
     */
    public fun singleTask(vararg units: Int, describe: LayersScope.() -> Unit = {}) {
        block(Blocks.singleTask(layersOf(units, describe)))
    }

    /**
     * A network for each task, tied to the others by the distance of their parameters: shared
     * streams to one stream per task.
     *
     * @param units width of each layer, first to last
     * @param strength factor of the squared distances, not negative
     * @see Blocks.l2Constrained
     */
    public fun l2Constrained(
        vararg units: Int,
        strength: Float,
        describe: LayersScope.() -> Unit = {},
    ) {
        block(Blocks.l2Constrained(strength, layersOf(units, describe)))
    }

    /**
     * A network for each task with a cross-stitch unit after each layer: shared streams, or one per
     * task, to one stream per task.
     *
     * @param units width of each layer, first to last
     * @param own what a task takes of its own activations at first, in [0, 1]
     * @see Blocks.crossStitch
     */
    public fun crossStitch(
        vararg units: Int,
        own: Float = CrossStitch.OWN,
        describe: LayersScope.() -> Unit = {},
    ) {
        block(Blocks.crossStitch(layersOf(units, describe)).own(own))
    }

    /**
     * A network for each task whose kernels are factorized together: shared streams to one stream
     * per task.
     *
     * @param units width of each layer, first to last
     * @param ranks how large the core of the factorization is, see [Blocks.ranks]
     * @see Blocks.tensorFactorized
     */
    public fun tensorFactorized(
        vararg units: Int,
        ranks: TensorFactorized.Ranks,
        describe: LayersScope.() -> Unit = {},
    ) {
        block(Blocks.tensorFactorized(ranks, layersOf(units, describe)))
    }

    /**
     * [shared] experts for all tasks and [perTask] for each, weighed by a gate per task: shared
     * streams to one stream per task.
     *
     * @see Blocks.cgc
     */
    public fun cgc(shared: Int, perTask: Int, units: Int, describe: LayersScope.() -> Unit = {}) {
        cgc(shared, perTask, *intArrayOf(units), describe = describe)
    }

    /**
     * [shared] experts for all tasks and [perTask] for each, weighed by a gate per task: shared
     * streams to one stream per task.
     *
     * @param units width of each layer of an expert, first to last
     * @see Blocks.cgc
     */
    public fun cgc(
        shared: Int,
        perTask: Int,
        vararg units: Int,
        describe: LayersScope.() -> Unit = {},
    ) {
        block(Blocks.cgc(shared, perTask, layersOf(units, describe)))
    }

    /**
     * Progressive layered extraction of several levels of one shape: shared streams to one stream
     * per task.
     *
     * @param shared experts for all tasks in each level
     * @param perTask experts of each task in each level
     * @param units width of each layer of an expert, first to last
     * @see Blocks.ple
     */
    public fun ple(
        levels: Int,
        shared: Int,
        perTask: Int,
        vararg units: Int,
        describe: LayersScope.() -> Unit = {},
    ) {
        ple { repeat(levels) { level(shared, perTask, *units, describe = describe) } }
    }

    /**
     * Progressive layered extraction, level by level: shared streams to one stream per task.
     *
     * @see Blocks.ple
     */
    public fun ple(describe: PleScope.() -> Unit) {
        block(PleScope().apply(describe).block())
    }

    /**
     * What each task of a [chain] learns handed on to the next, which can only follow it: one
     * stream per task to one stream per task.
     *
     * @param chain names of at least two binary tasks, in their order
     * @param transfer widths of the hidden layers of each transfer before its last one
     * @param calibration factor of the penalty on a task that is predicted likelier than the one
     *   before it, not negative
     * @param describe settings of all layers of the transfers
     * @see Blocks.aitm
     */
    public fun aitm(
        vararg chain: String,
        transfer: List<Int> = emptyList(),
        calibration: Float = Aitm.CALIBRATION,
        describe: LayersScope.() -> Unit = {},
    ) {
        block(Aitm(chain.toList(), layersOf(transfer.toIntArray(), describe), calibration))
    }

    /**
     * DSelect-k: at least two shared streams to one stream per task, which comes to read at most
     * [k] of them.
     *
     * @param selector whether the choice depends on the task only or on the example too
     * @param gamma width of the range in which the smooth step rises, positive
     * @param entropy factor of the selectors' entropy in the loss, not negative
     * @see Blocks.dselectK
     */
    public fun dselectK(
        k: Int,
        selector: DselectK.Selector = DselectK.Selector.STATIC,
        gamma: Float = 1f,
        entropy: Float = 0f,
    ) {
        block(DselectK(k, selector, gamma, entropy))
    }

    /**
     * Experts of which each example is computed by a few that a router picks: one shared stream to
     * one, or to one per task where each has a gate of its own.
     *
     * @param units width of each layer of an expert, first to last
     * @see Blocks.sparseMoe
     */
    public fun sparseMoe(
        experts: Int,
        vararg units: Int,
        describe: SparseMoeScope.() -> Unit = {},
    ) {
        block(SparseMoeScope(experts, units).apply(describe).block())
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
}
