package dev.espalier.dsl.json

import dev.espalier.dsl.Categorical
import dev.espalier.dsl.Multivalent
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("multivalent")
internal class MultivalentDocument(
    @SerialName("name") val name: String,
    @SerialName("coding") val coding: CodingDocument,
    @SerialName("encoding") val encoding: EncodingDocument = EncodingDocument(),
    @SerialName("most") val most: Int,
    @SerialName("pooling") val pooling: PoolingDocument = PoolingDocument(mean = MeanDocument),
    @SerialName("weights") val weights: String? = null,
) {
    constructor(
        feature: Multivalent
    ) : this(
        feature.name(),
        documentOf(feature.each.coding),
        documentOf(feature.each.encoding),
        feature.most,
        documentOf(feature.pooling),
        feature.weights,
    )

    fun feature(): Multivalent =
        Multivalent(
            Categorical(name, coding.coding(), encoding.encoding()),
            most,
            pooling.pooling(),
            weights,
        )
}
