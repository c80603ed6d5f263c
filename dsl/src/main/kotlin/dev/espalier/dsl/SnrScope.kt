package dev.espalier.dsl

/**
 * What can be said of sub-network routing: its connections, its codes, and the hidden layers of
 * each sub-network.
 *
 * @see Snr
 */
@TopologyDsl
public class SnrScope internal constructor(private val subNetworks: Int, units: IntArray) :
    LayersScope(units) {
    private var kind = Snr.Kind.TRANS
    private var codes = HardConcrete.defaults()

    private var granularity = Snr.Granularity.PER_CONNECTION

    internal fun block(): Snr = Snr(subNetworks, layers, kind, codes, granularity)

    /**
     * What a connection does to the stream it carries; default [Snr.Kind.TRANS].
     *
     * @see Snr.kind
     */
    public fun kind(kind: Snr.Kind) {
        this.kind = kind
    }

    /**
     * What a code opens and closes; default [Snr.Granularity.PER_CONNECTION].
     *
     * @see Snr.granularity
     */
    public fun granularity(granularity: Snr.Granularity) {
        this.granularity = granularity
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
        codes = HardConcrete(beta, gamma, zeta, initialLogAlpha, lambda)
    }
}
