package dev.espalier.dsl.json

import dev.espalier.dsl.Cgc
import dev.espalier.dsl.Layers
import dev.espalier.dsl.Ple
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("cgc")
internal class CgcDocument(
    @SerialName("shared") val shared: Int,
    @SerialName("perTask") val perTask: Int,
    @SerialName("units") val units: List<Int>,
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("dropout") val dropout: Float = 0f,
    @SerialName("l2") val l2: Float = 0f,
    @SerialName("normalization")
    val normalization: NormalizationDocument = NormalizationDocument.NONE,
) {
    constructor(block: Cgc) : this(block, LayersDocument(block.layers))

    private constructor(
        block: Cgc,
        layers: LayersDocument,
    ) : this(
        block.shared,
        block.perTask,
        layers.units,
        layers.activation,
        layers.dropout,
        layers.l2,
        layers.normalization,
    )

    fun block(): Cgc = Cgc(shared, perTask, layers())

    private fun layers(): Layers =
        LayersDocument(units, activation, dropout, l2, normalization).layers()
}

@Serializable
@SerialName("ple")
internal class PleDocument(@SerialName("levels") val levels: List<CgcDocument>) {
    constructor(ple: Ple) : this(ple.levels.map(::CgcDocument))

    fun block(): Ple = Ple(levels.map { it.block() })
}
