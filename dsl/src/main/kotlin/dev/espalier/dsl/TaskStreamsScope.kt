package dev.espalier.dsl

/**
 * The blocks that lead from what tasks share, or from a stream per task, to one stream per task,
 * and those that take each stream by itself.
 *
 * @see Blocks
 */
@TopologyDsl
public sealed class TaskStreamsScope(add: (Block) -> Unit) : EachStreamScope(add) {

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
}
