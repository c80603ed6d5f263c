package dev.espalier.dsl.json

import dev.espalier.dsl.Granularity
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("granularity")
@OneOf
internal data class RoutingGranularityDocument(
    @SerialName("perExample") val perExample: PerExampleDocument? = null,
    @SerialName("perPosition") val perPosition: PerPositionDocument? = null,
    @SerialName("perTask") val perTask: PerTaskDocument? = null,
) {
    fun granularity(): Granularity =
        one(
            perExample?.let { Granularity.PER_EXAMPLE },
            perPosition?.granularity(),
            perTask?.let { Granularity.PerTask() },
        )
}

internal val PER_EXAMPLE = RoutingGranularityDocument(perExample = PerExampleDocument)

@Serializable @SerialName("perExample") internal data object PerExampleDocument

@Serializable @SerialName("perTask") internal data object PerTaskDocument

@Serializable
@SerialName("perPosition")
internal data class PerPositionDocument(
    @SerialName("feature") val feature: String,
    @SerialName("pooling") val pooling: PoolingDocument = PoolingDocument(mean = MeanDocument),
) {
    constructor(each: Granularity.PerPosition) : this(each.feature, documentOf(each.pooling))

    fun granularity(): Granularity = Granularity.PerPosition(feature, pooling.pooling())
}

internal fun documentOf(granularity: Granularity): RoutingGranularityDocument =
    when (granularity) {
        is Granularity.PerExample -> PER_EXAMPLE
        is Granularity.PerPosition ->
            RoutingGranularityDocument(perPosition = PerPositionDocument(granularity))
        is Granularity.PerTask -> RoutingGranularityDocument(perTask = PerTaskDocument)
    }
