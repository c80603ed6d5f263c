package dev.espalier.dsl.json

import dev.espalier.dsl.Capacity
import dev.espalier.dsl.SparseMoe
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("sparseMoe")
internal class SparseMoeDocument(
    @SerialName("experts") val experts: Int,
    @SerialName("units") val units: List<Int>,
    @SerialName("activation") val activation: ActivationDocument = ActivationDocument.RELU,
    @SerialName("dropout") val dropout: Float = 0f,
    @SerialName("l2") val l2: Float = 0f,
    @SerialName("normalization")
    val normalization: NormalizationDocument = NormalizationDocument.NONE,
    @SerialName("router") val router: RouterDocument = RouterDocument(topK = TopKDocument(2)),
    @SerialName("gates") val gates: GatesDocument = GatesDocument.ONE,
    @SerialName("granularity") val granularity: RoutingGranularityDocument = PER_EXAMPLE,
    @SerialName("dispatch") val dispatch: DispatchDocument = DispatchDocument.HARD,
    @SerialName("capacity") val capacity: CapacityDocument = CapacityDocument(),
    @SerialName("losses") val losses: List<BalanceLossDocument> = emptyList(),
    @SerialName("freezeAfter") val freezeAfter: Int = SparseMoe.NEVER,
) {
    constructor(
        block: SparseMoe,
        layers: LayersDocument,
    ) : this(
        block.experts,
        layers.units,
        layers.activation,
        layers.dropout,
        layers.l2,
        layers.normalization,
        documentOf(block.router),
        documentOf(block.gates),
        documentOf(block.granularity),
        documentOf(block.dispatch),
        CapacityDocument(block.capacity),
        block.losses.map(::documentOf),
        block.freezeAfter,
    )

    fun block(): SparseMoe =
        SparseMoe(
            experts,
            LayersDocument(units, activation, dropout, l2, normalization).layers(),
            router.router(),
            gates.value,
            granularity.granularity(),
            dispatch.value,
            capacity.capacity(),
            losses.map { it.loss() },
            freezeAfter,
        )
}

@Serializable
@SerialName("capacity")
internal data class CapacityDocument(
    @SerialName("training") val training: Float = 1.25f,
    @SerialName("serving") val serving: Float = Capacity.EXACT,
    @SerialName("least") val least: Int = 4,
    @SerialName("overflow") val overflow: OverflowDocument = OverflowDocument.DROP,
) {
    constructor(
        capacity: Capacity
    ) : this(capacity.training, capacity.serving, capacity.least, documentOf(capacity.overflow))

    fun capacity(): Capacity = Capacity(training, serving, least, overflow.value)
}

@Serializable
@SerialName("overflow")
internal enum class OverflowDocument(val value: Capacity.Overflow) {
    @SerialName("drop") DROP(Capacity.Overflow.DROP),
    @SerialName("nextBest") NEXT_BEST(Capacity.Overflow.NEXT_BEST),
}

@Serializable
@SerialName("gates")
internal enum class GatesDocument(val value: SparseMoe.Gates) {
    @SerialName("one") ONE(SparseMoe.Gates.ONE),
    @SerialName("perTask") PER_TASK(SparseMoe.Gates.PER_TASK),
}

@Serializable
@SerialName("dispatch")
internal enum class DispatchDocument(val value: SparseMoe.Dispatch) {
    @SerialName("hard") HARD(SparseMoe.Dispatch.HARD),
    @SerialName("soft") SOFT(SparseMoe.Dispatch.SOFT),
}

private fun documentOf(overflow: Capacity.Overflow): OverflowDocument =
    when (overflow) {
        Capacity.Overflow.DROP -> OverflowDocument.DROP
        Capacity.Overflow.NEXT_BEST -> OverflowDocument.NEXT_BEST
    }

private fun documentOf(gates: SparseMoe.Gates): GatesDocument =
    when (gates) {
        SparseMoe.Gates.ONE -> GatesDocument.ONE
        SparseMoe.Gates.PER_TASK -> GatesDocument.PER_TASK
    }

private fun documentOf(dispatch: SparseMoe.Dispatch): DispatchDocument =
    when (dispatch) {
        SparseMoe.Dispatch.HARD -> DispatchDocument.HARD
        SparseMoe.Dispatch.SOFT -> DispatchDocument.SOFT
    }
