package dev.espalier.dsl

/**
 * What can be said of a gate besides its offset.
 *
 * @see Gate
 */
@TopologyDsl
public class GateScope internal constructor(bias: Gate.Bias) {
    internal var gate: Gate = Gate(bias)
        private set

    /**
     * Hidden layers between the features and the logits, for each gate its own; default none.
     *
     * @param units width of each layer, first to last
     * @see Gate.hidden
     */
    public fun hidden(vararg units: Int, describe: LayersScope.() -> Unit = {}) {
        gate = gate.hidden(layersOf(units, describe))
    }

    /**
     * What of the gate is handed on beside the streams that it weighs; default
     * [Gate.Offer.NOTHING].
     *
     * @see Gate.offers
     */
    public fun offers(offer: Gate.Offer) {
        gate = gate.offers(offer)
    }
}
