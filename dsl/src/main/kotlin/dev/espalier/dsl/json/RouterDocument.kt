package dev.espalier.dsl.json

import dev.espalier.dsl.Router
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("router")
@OneOf
internal data class RouterDocument(@SerialName("topK") val topK: TopKDocument? = null) {
    fun router(): Router = one(topK?.router())
}

@Serializable
@SerialName("topK")
internal data class TopKDocument(
    @SerialName("k") val k: Int,
    @SerialName("hidden") val hidden: LayersDocument = LayersDocument(emptyList()),
    @SerialName("softmax") val softmax: SoftmaxDocument = SoftmaxDocument.AFTER,
) {
    constructor(
        router: Router.TopK
    ) : this(router.k, LayersDocument(router.hidden), documentOf(router.softmax))

    fun router(): Router = Router.TopK(k, hidden.layers(), softmax.value)
}

@Serializable
@SerialName("softmax")
internal enum class SoftmaxDocument(val value: Router.Softmax) {
    @SerialName("before") BEFORE(Router.Softmax.BEFORE),
    @SerialName("after") AFTER(Router.Softmax.AFTER),
}

internal fun documentOf(router: Router): RouterDocument =
    when (router) {
        is Router.TopK -> RouterDocument(topK = TopKDocument(router))
    }

private fun documentOf(softmax: Router.Softmax): SoftmaxDocument =
    when (softmax) {
        Router.Softmax.BEFORE -> SoftmaxDocument.BEFORE
        Router.Softmax.AFTER -> SoftmaxDocument.AFTER
    }
