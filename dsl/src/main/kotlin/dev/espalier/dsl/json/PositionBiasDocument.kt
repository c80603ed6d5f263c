package dev.espalier.dsl.json

import dev.espalier.dsl.PositionBias
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("positionBias")
internal class PositionBiasDocument(
    @SerialName("column") val column: String,
    @SerialName("positions") val positions: Int,
    @SerialName("dimension") val dimension: Int = PositionBias.DIMENSION,
    @SerialName("tower") val tower: LayersDocument = LayersDocument(emptyList()),
    @SerialName("dropout") val dropout: Float = 0f,
) {
    constructor(
        bias: PositionBias
    ) : this(
        bias.column,
        bias.positions,
        bias.dimension,
        LayersDocument(bias.tower),
        bias.dropout,
    )

    fun bias(): PositionBias = PositionBias(column, positions, dimension, tower.layers(), dropout)
}
