package dev.espalier.dsl.json

import dev.espalier.dsl.Pooling
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("pooling")
@OneOf
internal data class PoolingDocument(
    @SerialName("mean") val mean: MeanDocument? = null,
    @SerialName("sum") val sum: SumDocument? = null,
    @SerialName("max") val max: MaxDocument? = null,
    @SerialName("attention") val attention: AttentionDocument? = null,
    @SerialName("flat") val flat: FlatDocument? = null,
    @SerialName("unpooled") val unpooled: UnpooledDocument? = null,
) {
    fun pooling(): Pooling =
        one(
            mean?.let { Pooling.Mean() },
            sum?.let { Pooling.Sum() },
            max?.let { Pooling.Max() },
            attention?.pooling(),
            flat?.let { Pooling.Flat() },
            unpooled?.let { Pooling.Unpooled() },
        )
}

@Serializable @SerialName("mean") internal data object MeanDocument

@Serializable @SerialName("sum") internal data object SumDocument

@Serializable @SerialName("max") internal data object MaxDocument

@Serializable @SerialName("flat") internal data object FlatDocument

@Serializable @SerialName("unpooled") internal data object UnpooledDocument

@Serializable
@SerialName("attention")
internal data class AttentionDocument(
    @SerialName("target") val target: String,
    @SerialName("units") val units: List<Int> = listOf(Pooling.ATTENTION_UNITS),
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("dropout") val dropout: Float = 0f,
    @SerialName("l2") val l2: Float = 0f,
    @SerialName("normalization")
    val normalization: NormalizationDocument = NormalizationDocument.NONE,
) {
    constructor(
        attention: Pooling.Attention
    ) : this(attention.target, LayersDocument(attention.hidden))

    private constructor(
        target: String,
        layers: LayersDocument,
    ) : this(
        target,
        layers.units,
        layers.activation,
        layers.dropout,
        layers.l2,
        layers.normalization,
    )

    fun pooling(): Pooling =
        Pooling.Attention(
            target,
            LayersDocument(units, activation, dropout, l2, normalization).layers(),
        )
}

internal fun documentOf(pooling: Pooling): PoolingDocument =
    when (pooling) {
        is Pooling.Mean -> PoolingDocument(mean = MeanDocument)
        is Pooling.Sum -> PoolingDocument(sum = SumDocument)
        is Pooling.Max -> PoolingDocument(max = MaxDocument)
        is Pooling.Attention -> PoolingDocument(attention = AttentionDocument(pooling))
        is Pooling.Flat -> PoolingDocument(flat = FlatDocument)
        is Pooling.Unpooled -> PoolingDocument(unpooled = UnpooledDocument)
    }
