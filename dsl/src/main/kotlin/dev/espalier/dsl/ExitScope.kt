package dev.espalier.dsl

/**
 * What can be said of an exit: the hidden layers of its towers, what their losses count, and how
 * sure a task has to be.
 *
 * @see Exit
 */
@TopologyDsl
public class ExitScope internal constructor(tower: IntArray) : LayersScope(tower) {
    private var exit = Blocks.exit()

    internal fun block(): Exit = Exit(layers, exit.weight, exit.threshold, exit.thresholds)

    /**
     * The factor of what its losses add to those of the tasks; default [Exit.WEIGHT].
     *
     * @see Exit.weight
     */
    public fun weight(factor: Float) {
        exit = exit.weight(factor)
    }

    /**
     * The confidence above which a task lets an example leave; default [Exit.NOBODY].
     *
     * @see Exit.threshold
     */
    public fun threshold(confidence: Float) {
        exit = exit.threshold(confidence)
    }

    /**
     * The confidence above which this [task] lets an example leave.
     *
     * @see Exit.threshold
     */
    public fun threshold(task: String, confidence: Float) {
        exit = exit.threshold(task, confidence)
    }
}
