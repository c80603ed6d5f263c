package dev.espalier.dsl.json

import dev.espalier.dsl.Block
import dev.espalier.dsl.DselectK
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("dselectK")
internal class DselectKDocument(
    @SerialName("k") val k: Int,
    @SerialName("selector") val selector: SelectorDocument = SelectorDocument.STATIC,
    @SerialName("gamma") val gamma: Float = 1f,
    @SerialName("entropy") val entropy: Float = 0f,
) {
    constructor(
        block: DselectK
    ) : this(block.k, documentOf(block.selector), block.gamma, block.entropy)

    fun block(): Block = DselectK(k, selector.value, gamma, entropy)
}

@Serializable
@SerialName("selector")
internal enum class SelectorDocument(val value: DselectK.Selector) {
    @SerialName("static") STATIC(DselectK.Selector.STATIC),
    @SerialName("perExample") PER_EXAMPLE(DselectK.Selector.PER_EXAMPLE),
}

private fun documentOf(selector: DselectK.Selector): SelectorDocument =
    when (selector) {
        DselectK.Selector.STATIC -> SelectorDocument.STATIC
        DselectK.Selector.PER_EXAMPLE -> SelectorDocument.PER_EXAMPLE
    }
