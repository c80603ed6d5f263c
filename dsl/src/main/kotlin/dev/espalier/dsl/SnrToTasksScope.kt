package dev.espalier.dsl

/**
 * What can be said of the connections into the tasks' towers.
 *
 * @see SnrToTasks
 */
@TopologyDsl
public class SnrToTasksScope internal constructor() {
    private var block = Blocks.snrToTasks()

    internal fun block(): SnrToTasks = block

    /**
     * What a connection does to the stream it carries; default [Snr.Kind.TRANS].
     *
     * @see SnrToTasks.kind
     */
    public fun kind(kind: Snr.Kind) {
        block = block.kind(kind)
    }

    /**
     * Settings of the codes that open and close the connections, under the paper's names.
     *
     * @param beta temperature, 1e-6 or more
     * @param gamma lower stretch limit, negative
     * @param zeta upper stretch limit, above 1
     * @param initialLogAlpha log alpha before training
     * @param lambda weight of the L0 penalty, not negative
     * @see HardConcrete
     */
    public fun codes(
        beta: Float = 2f / 3f,
        gamma: Float = -0.1f,
        zeta: Float = 1.1f,
        initialLogAlpha: Float = 0f,
        lambda: Float = 0f,
    ) {
        block = block.codes(HardConcrete(beta, gamma, zeta, initialLogAlpha, lambda))
    }
}
