package dev.espalier.dsl.json

import dev.espalier.dsl.Numeric
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("numeric")
@NotBoth("scaling", "quantiles")
internal class NumericDocument(
    @SerialName("name") val name: String,
    @SerialName("width") val width: Int = 1,
    @SerialName("scaling") val scaling: ScalingDocument = ScalingDocument.STANDARDIZED,
    @SerialName("quantiles") val quantiles: Int? = null,
    @SerialName("transforms") val transforms: List<TransformDocument> = emptyList(),
    @SerialName("missing") val missing: MissingDocument = MissingDocument.FILLED,
) {
    constructor(
        feature: Numeric
    ) : this(
        feature.name,
        feature.components,
        if (feature.scaling is Numeric.Raw) ScalingDocument.RAW else ScalingDocument.STANDARDIZED,
        (feature.scaling as? Numeric.Quantiles)?.count,
        feature.transforms.map(::documentOf),
        documentOf(feature.missing),
    )

    fun feature(): Numeric =
        Numeric(
            name,
            width,
            transforms.map { it.transform() },
            quantiles?.let { Numeric.Quantiles(it) } ?: scaling.value,
            missing.value,
        )
}

@Serializable
@SerialName("scaling")
internal enum class ScalingDocument(val value: Numeric.Scaling) {
    @SerialName("standardized") STANDARDIZED(Numeric.Scaling.STANDARDIZED),
    @SerialName("raw") RAW(Numeric.Scaling.RAW),
}

@Serializable
@SerialName("missing")
internal enum class MissingDocument(val value: Numeric.Missing) {
    @SerialName("filled") FILLED(Numeric.Missing.FILLED),
    @SerialName("indicated") INDICATED(Numeric.Missing.INDICATED),
}

@Serializable
@SerialName("transform")
@OneOf
internal class TransformDocument(
    @SerialName("log") val log: LogDocument? = null,
    @SerialName("clip") val clip: ClipDocument? = null,
) {
    fun transform(): Numeric.Transform =
        one(log?.let { Numeric.Log() }, clip?.let { Numeric.Clip(it.low, it.high) })
}

@Serializable @SerialName("log") internal data object LogDocument

@Serializable
@SerialName("clip")
internal class ClipDocument(
    @SerialName("low") val low: Float,
    @SerialName("high") val high: Float,
)

private fun documentOf(transform: Numeric.Transform): TransformDocument =
    when (transform) {
        is Numeric.Log -> TransformDocument(log = LogDocument)
        is Numeric.Clip -> TransformDocument(clip = ClipDocument(transform.low, transform.high))
    }

private fun documentOf(missing: Numeric.Missing): MissingDocument =
    when (missing) {
        Numeric.Missing.FILLED -> MissingDocument.FILLED
        Numeric.Missing.INDICATED -> MissingDocument.INDICATED
    }
