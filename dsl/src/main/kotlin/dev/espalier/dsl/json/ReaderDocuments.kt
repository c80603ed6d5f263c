package dev.espalier.dsl.json

import dev.espalier.dsl.Conv
import dev.espalier.dsl.Gru
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("gru")
internal class GruDocument(
    @SerialName("feature") val feature: String,
    @SerialName("units") val units: Int,
    @SerialName("l2") val l2: Float = 0f,
) {
    constructor(gru: Gru) : this(gru.feature, gru.units, gru.l2)

    fun block(): Gru = Gru(feature, units, l2)
}

@Serializable
@SerialName("conv")
internal class ConvDocument(
    @SerialName("feature") val feature: String,
    @SerialName("filters") val filters: List<Int>,
    @SerialName("kernelSize") val kernelSize: Int = Conv.KERNEL_SIZE,
    @SerialName("stride") val stride: Int = Conv.STRIDE,
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("l2") val l2: Float = 0f,
) {
    constructor(
        conv: Conv
    ) : this(
        conv.feature,
        conv.filters,
        conv.kernelSize,
        conv.stride,
        documentOf(conv.activation),
        conv.l2,
    )

    fun block(): Conv = Conv(feature, filters, kernelSize, stride, activation.value, l2)
}
