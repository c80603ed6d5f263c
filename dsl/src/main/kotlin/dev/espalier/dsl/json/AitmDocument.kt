package dev.espalier.dsl.json

import dev.espalier.dsl.Aitm
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("aitm")
internal class AitmDocument(
    @SerialName("chain") val chain: List<String>,
    @SerialName("transfer") val transfer: LayersDocument = LayersDocument(emptyList()),
    @SerialName("calibration") val calibration: Float = Aitm.CALIBRATION,
) {
    constructor(block: Aitm) : this(block.chain, LayersDocument(block.transfer), block.calibration)

    fun block(): Aitm = Aitm(chain, transfer.layers(), calibration)
}
