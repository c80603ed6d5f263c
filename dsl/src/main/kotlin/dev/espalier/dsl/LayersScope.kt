package dev.espalier.dsl

/**
 * What can be said of hidden layers.
 *
 * @see Layers
 */
@TopologyDsl
public open class LayersScope internal constructor(units: IntArray) {
    internal var layers: Layers = Layers.of(*units)
        private set

    /**
     * The non-linearity after each layer; default [Activation.RELU].
     *
     * @see Layers.activation
     */
    public fun activation(activation: Activation) {
        layers = layers.activation(activation)
    }

    /**
     * The share of activations set to zero in training, in [0, 1); default 0.
     *
     * @see Layers.dropout
     */
    public fun dropout(share: Float) {
        layers = layers.dropout(share)
    }

    /**
     * The factor of the sum of squared kernel entries that is added to the loss; default 0.
     *
     * @see Layers.l2
     */
    public fun l2(factor: Float) {
        layers = layers.l2(factor)
    }

    /**
     * The normalisation before each activation; default [Normalization.NONE].
     *
     * @see Layers.normalization
     */
    public fun normalization(normalization: Normalization) {
        layers = layers.normalization(normalization)
    }
}

internal fun layersOf(units: IntArray, describe: LayersScope.() -> Unit): Layers =
    LayersScope(units).apply(describe).layers
