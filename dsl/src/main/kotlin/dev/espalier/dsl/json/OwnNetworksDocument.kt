package dev.espalier.dsl.json

import dev.espalier.dsl.CrossStitch
import dev.espalier.dsl.L2Constrained
import dev.espalier.dsl.Layers
import dev.espalier.dsl.TensorFactorized
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("l2Constrained")
internal class L2ConstrainedDocument(
    @SerialName("units") val units: List<Int>,
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("dropout") val dropout: Float = 0f,
    @SerialName("l2") val l2: Float = 0f,
    @SerialName("normalization")
    val normalization: NormalizationDocument = NormalizationDocument.NONE,
    @SerialName("strength") val strength: Float,
) {
    constructor(block: L2Constrained) : this(block, LayersDocument(block.layers))

    private constructor(
        block: L2Constrained,
        layers: LayersDocument,
    ) : this(
        layers.units,
        layers.activation,
        layers.dropout,
        layers.l2,
        layers.normalization,
        block.strength,
    )

    fun block(): L2Constrained = L2Constrained(layers(), strength)

    private fun layers(): Layers =
        LayersDocument(units, activation, dropout, l2, normalization).layers()
}

@Serializable
@SerialName("crossStitch")
internal class CrossStitchDocument(
    @SerialName("units") val units: List<Int>,
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("dropout") val dropout: Float = 0f,
    @SerialName("l2") val l2: Float = 0f,
    @SerialName("normalization")
    val normalization: NormalizationDocument = NormalizationDocument.NONE,
    @SerialName("own") val own: Float = CrossStitch.OWN,
) {
    constructor(block: CrossStitch) : this(block, LayersDocument(block.layers))

    private constructor(
        block: CrossStitch,
        layers: LayersDocument,
    ) : this(
        layers.units,
        layers.activation,
        layers.dropout,
        layers.l2,
        layers.normalization,
        block.own,
    )

    fun block(): CrossStitch = CrossStitch(layers(), own)

    private fun layers(): Layers =
        LayersDocument(units, activation, dropout, l2, normalization).layers()
}

@Serializable
@SerialName("tensorFactorized")
internal class TensorFactorizedDocument(
    @SerialName("units") val units: List<Int>,
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("dropout") val dropout: Float = 0f,
    @SerialName("l2") val l2: Float = 0f,
    @SerialName("normalization")
    val normalization: NormalizationDocument = NormalizationDocument.NONE,
    @SerialName("ranks") val ranks: RanksDocument,
) {
    constructor(block: TensorFactorized) : this(block, LayersDocument(block.layers))

    private constructor(
        block: TensorFactorized,
        layers: LayersDocument,
    ) : this(
        layers.units,
        layers.activation,
        layers.dropout,
        layers.l2,
        layers.normalization,
        RanksDocument(block.ranks),
    )

    fun block(): TensorFactorized = TensorFactorized(layers(), ranks.ranks())

    private fun layers(): Layers =
        LayersDocument(units, activation, dropout, l2, normalization).layers()
}

@Serializable
@SerialName("ranks")
internal class RanksDocument(
    @SerialName("inputs") val inputs: Int,
    @SerialName("outputs") val outputs: Int,
    @SerialName("tasks") val tasks: Int,
) {
    constructor(ranks: TensorFactorized.Ranks) : this(ranks.inputs, ranks.outputs, ranks.tasks)

    fun ranks(): TensorFactorized.Ranks = TensorFactorized.Ranks(inputs, outputs, tasks)
}
