package dev.espalier.dsl.json

import dev.espalier.dsl.Categorical
import dev.espalier.dsl.Multivalent
import dev.espalier.dsl.Pooling
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

@Serializable
@SerialName("pooling")
@OneOf
internal data class PoolingDocument(
    @SerialName("mean") val mean: MeanDocument? = null,
    @SerialName("sum") val sum: SumDocument? = null,
    @SerialName("max") val max: MaxDocument? = null,
) {
    fun pooling(): Pooling =
        one(
            mean?.let { Pooling.Mean() },
            sum?.let { Pooling.Sum() },
            max?.let { Pooling.Max() },
        )
}

@Serializable @SerialName("mean") internal data object MeanDocument

@Serializable @SerialName("sum") internal data object SumDocument

@Serializable @SerialName("max") internal data object MaxDocument

internal fun documentOf(pooling: Pooling): PoolingDocument =
    when (pooling) {
        is Pooling.Mean -> PoolingDocument(mean = MeanDocument)
        is Pooling.Sum -> PoolingDocument(sum = SumDocument)
        is Pooling.Max -> PoolingDocument(max = MaxDocument)
    }
