package dev.espalier.dsl.json

import dev.espalier.dsl.Gate
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("gate")
internal class GateDocument(
    @SerialName("bias") val bias: BiasDocument = BiasDocument.NONE,
    @SerialName("hidden") val hidden: LayersDocument = LayersDocument(emptyList()),
    @SerialName("offer") val offer: OfferDocument = OfferDocument.NOTHING,
) {
    constructor(
        gate: Gate
    ) : this(documentOf(gate.bias), LayersDocument(gate.hidden), documentOf(gate.offer))

    fun gate(): Gate = Gate(bias.value, hidden.layers(), offer.value)
}

@Serializable
@SerialName("bias")
internal enum class BiasDocument(val value: Gate.Bias) {
    @SerialName("none") NONE(Gate.Bias.NONE),
    @SerialName("learned") LEARNED(Gate.Bias.LEARNED),
}

@Serializable
@SerialName("offer")
internal enum class OfferDocument(val value: Gate.Offer) {
    @SerialName("nothing") NOTHING(Gate.Offer.NOTHING),
    @SerialName("logits") LOGITS(Gate.Offer.LOGITS),
}

private fun documentOf(bias: Gate.Bias): BiasDocument =
    when (bias) {
        Gate.Bias.NONE -> BiasDocument.NONE
        Gate.Bias.LEARNED -> BiasDocument.LEARNED
    }

private fun documentOf(offer: Gate.Offer): OfferDocument =
    when (offer) {
        Gate.Offer.NOTHING -> OfferDocument.NOTHING
        Gate.Offer.LOGITS -> OfferDocument.LOGITS
    }
