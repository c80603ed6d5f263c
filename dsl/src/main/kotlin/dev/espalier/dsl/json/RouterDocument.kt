package dev.espalier.dsl.json

import dev.espalier.dsl.Router
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("router")
@OneOf
internal data class RouterDocument(
    @SerialName("topK") val topK: TopKDocument? = null,
    @SerialName("noisyTopK") val noisyTopK: NoisyTopKDocument? = null,
    @SerialName("switchRouter") val switchRouter: SwitchRouterDocument? = null,
) {
    fun router(): Router = one(topK?.router(), noisyTopK?.router(), switchRouter?.router())
}

@Serializable
@SerialName("noisyTopK")
internal data class NoisyTopKDocument(
    @SerialName("k") val k: Int,
    @SerialName("warmup") val warmup: Int = 0,
) {
    fun router(): Router = Router.NoisyTopK(k, warmup)
}

@Serializable
@SerialName("switchRouter")
internal data class SwitchRouterDocument(
    @SerialName("hidden") val hidden: LayersDocument = LayersDocument(emptyList()),
    @SerialName("jitter") val jitter: Float = Router.Switch.JITTER,
) {
    fun router(): Router = Router.Switch(hidden.layers(), jitter)
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
        is Router.NoisyTopK ->
            RouterDocument(noisyTopK = NoisyTopKDocument(router.k, router.warmup))
        is Router.Switch ->
            RouterDocument(
                switchRouter = SwitchRouterDocument(LayersDocument(router.hidden), router.jitter)
            )
    }

private fun documentOf(softmax: Router.Softmax): SoftmaxDocument =
    when (softmax) {
        Router.Softmax.BEFORE -> SoftmaxDocument.BEFORE
        Router.Softmax.AFTER -> SoftmaxDocument.AFTER
    }
