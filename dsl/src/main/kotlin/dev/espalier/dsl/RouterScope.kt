package dev.espalier.dsl

/**
 * What can be said of a router besides how it picks.
 *
 * @see Router
 */
@TopologyDsl
public class RouterScope internal constructor() {
    internal var hidden: Layers = Layers.of()
        private set

    /**
     * Hidden layers between the example and the logits, for each gate its own; default none.
     *
     * @param units width of each layer, first to last
     * @see Router.hidden
     */
    public fun hidden(vararg units: Int, describe: LayersScope.() -> Unit = {}) {
        hidden = layersOf(units, describe)
    }
}
