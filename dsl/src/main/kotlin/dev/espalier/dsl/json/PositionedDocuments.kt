package dev.espalier.dsl.json

import dev.espalier.dsl.Image
import dev.espalier.dsl.Numeric
import dev.espalier.dsl.Sequence
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("sequence")
@NotBoth("scaling", "quantiles")
@NotBoth("length", "mask")
internal class SequenceDocument(
    @SerialName("name") val name: String,
    @SerialName("steps") val steps: Int,
    @SerialName("width") val width: Int = 1,
    @SerialName("scaling") val scaling: ScalingDocument = ScalingDocument.STANDARDIZED,
    @SerialName("quantiles") val quantiles: Int? = null,
    @SerialName("transforms") val transforms: List<TransformDocument> = emptyList(),
    @SerialName("missing") val missing: MissingDocument = MissingDocument.FILLED,
    @SerialName("length") val length: String? = null,
    @SerialName("mask") val mask: String? = null,
    @SerialName("pooling") val pooling: PoolingDocument = PoolingDocument(mean = MeanDocument),
) {
    constructor(feature: Sequence) : this(feature, NumericDocument(feature.each))

    private constructor(
        feature: Sequence,
        each: NumericDocument,
    ) : this(
        feature.name(),
        feature.steps,
        each.width,
        each.scaling,
        each.quantiles,
        each.transforms,
        each.missing,
        (feature.valid as? Sequence.Length)?.column,
        (feature.valid as? Sequence.Mask)?.column,
        documentOf(feature.pooling),
    )

    fun feature(): Sequence =
        Sequence(
            NumericDocument(name, width, scaling, quantiles, transforms, missing).feature(),
            steps,
            length?.let { Sequence.Length(it) }
                ?: mask?.let { Sequence.Mask(it) }
                ?: Sequence.Valid.ALL,
            pooling.pooling(),
        )
}

@Serializable
@SerialName("image")
@NotBoth("scaling", "quantiles")
internal class ImageDocument(
    @SerialName("name") val name: String,
    @SerialName("rows") val rows: Int,
    @SerialName("columns") val columns: Int,
    @SerialName("channels") val channels: Int = 1,
    @SerialName("scaling") val scaling: ScalingDocument = ScalingDocument.STANDARDIZED,
    @SerialName("quantiles") val quantiles: Int? = null,
    @SerialName("transforms") val transforms: List<TransformDocument> = emptyList(),
    @SerialName("missing") val missing: MissingDocument = MissingDocument.FILLED,
    @SerialName("pooling")
    val pooling: PoolingDocument = PoolingDocument(unpooled = UnpooledDocument),
) {
    constructor(feature: Image) : this(feature, NumericDocument(feature.each))

    private constructor(
        feature: Image,
        each: NumericDocument,
    ) : this(
        feature.name(),
        feature.rows,
        feature.columns,
        each.width,
        each.scaling,
        each.quantiles,
        each.transforms,
        each.missing,
        documentOf(feature.pooling),
    )

    fun feature(): Image = Image(each(), rows, columns, pooling.pooling())

    private fun each(): Numeric =
        NumericDocument(name, channels, scaling, quantiles, transforms, missing).feature()
}
