package dev.espalier.dsl.json

import dev.espalier.dsl.Activation
import dev.espalier.dsl.Layers
import dev.espalier.dsl.Normalization
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("layers")
internal data class LayersDocument(
    @SerialName("units") val units: List<Int>,
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("dropout") val dropout: Float = 0f,
    @SerialName("l2") val l2: Float = 0f,
    @SerialName("normalization")
    val normalization: NormalizationDocument = NormalizationDocument.NONE,
) {
    constructor(
        layers: Layers
    ) : this(
        layers.units,
        documentOf(layers.activation),
        layers.dropout,
        layers.l2,
        documentOf(layers.normalization),
    )

    fun layers(): Layers = Layers(units, activation.value, dropout, l2, normalization.value)
}

@Serializable
@SerialName("activation")
internal enum class ActivationDocument(val value: Activation) {
    @SerialName("relu") RELU(Activation.RELU),
    @SerialName("leakyRelu") LEAKY_RELU(Activation.LEAKY_RELU),
    @SerialName("elu") ELU(Activation.ELU),
    @SerialName("selu") SELU(Activation.SELU),
    @SerialName("gelu") GELU(Activation.GELU),
    @SerialName("swish") SWISH(Activation.SWISH),
    @SerialName("sigmoid") SIGMOID(Activation.SIGMOID),
    @SerialName("tanh") TANH(Activation.TANH),
    @SerialName("softplus") SOFTPLUS(Activation.SOFTPLUS),
    @SerialName("linear") LINEAR(Activation.LINEAR),
}

@Serializable
@SerialName("normalization")
internal enum class NormalizationDocument(val value: Normalization) {
    @SerialName("none") NONE(Normalization.NONE),
    @SerialName("batch") BATCH(Normalization.BATCH),
    @SerialName("layer") LAYER(Normalization.LAYER),
}

internal fun documentOf(activation: Activation): ActivationDocument =
    when (activation) {
        Activation.RELU -> ActivationDocument.RELU
        Activation.LEAKY_RELU -> ActivationDocument.LEAKY_RELU
        Activation.ELU -> ActivationDocument.ELU
        Activation.SELU -> ActivationDocument.SELU
        Activation.GELU -> ActivationDocument.GELU
        Activation.SWISH -> ActivationDocument.SWISH
        Activation.SIGMOID -> ActivationDocument.SIGMOID
        Activation.TANH -> ActivationDocument.TANH
        Activation.SOFTPLUS -> ActivationDocument.SOFTPLUS
        Activation.LINEAR -> ActivationDocument.LINEAR
    }

internal fun documentOf(normalization: Normalization): NormalizationDocument =
    when (normalization) {
        Normalization.NONE -> NormalizationDocument.NONE
        Normalization.BATCH -> NormalizationDocument.BATCH
        Normalization.LAYER -> NormalizationDocument.LAYER
    }
