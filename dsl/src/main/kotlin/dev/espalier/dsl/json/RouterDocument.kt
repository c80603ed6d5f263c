package dev.espalier.dsl.json

import dev.espalier.dsl.LshRouter
import dev.espalier.dsl.NoisyTopKRouter
import dev.espalier.dsl.RandomFixedRouter
import dev.espalier.dsl.ReplicateRouter
import dev.espalier.dsl.Router
import dev.espalier.dsl.SampledRouter
import dev.espalier.dsl.SwitchRouter
import dev.espalier.dsl.ThresholdRouter
import dev.espalier.dsl.TopKRouter
import dev.espalier.dsl.TreeRouter
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("router")
@OneOf
internal data class RouterDocument(
    @SerialName("topK") val topK: TopKDocument? = null,
    @SerialName("noisyTopK") val noisyTopK: NoisyTopKDocument? = null,
    @SerialName("switchRouter") val switchRouter: SwitchRouterDocument? = null,
    @SerialName("sampled") val sampled: SampledDocument? = null,
    @SerialName("threshold") val threshold: ThresholdDocument? = null,
    @SerialName("tree") val tree: TreeDocument? = null,
    @SerialName("lsh") val lsh: LshDocument? = null,
    @SerialName("randomFixed") val randomFixed: RandomFixedDocument? = null,
    @SerialName("replicate") val replicate: ReplicateDocument? = null,
) {
    fun router(): Router =
        one(
            topK?.router(),
            noisyTopK?.router(),
            switchRouter?.router(),
            sampled?.router(),
            threshold?.router(),
            tree?.router(),
            lsh?.router(),
            randomFixed?.router(),
            replicate?.router(),
        )
}

@Serializable
@SerialName("noisyTopK")
internal data class NoisyTopKDocument(
    @SerialName("k") val k: Int,
    @SerialName("warmup") val warmup: Int = 0,
) {
    fun router(): Router = NoisyTopKRouter(k, warmup)
}

@Serializable
@SerialName("switchRouter")
internal data class SwitchRouterDocument(
    @SerialName("hidden") val hidden: LayersDocument = LayersDocument(emptyList()),
    @SerialName("jitter") val jitter: Float = SwitchRouter.JITTER,
) {
    fun router(): Router = SwitchRouter(hidden.layers(), jitter)
}

@Serializable
@SerialName("sampled")
internal data class SampledDocument(
    @SerialName("k") val k: Int,
    @SerialName("hidden") val hidden: LayersDocument = LayersDocument(emptyList()),
) {
    fun router(): Router = SampledRouter(k, hidden.layers())
}

@Serializable
@SerialName("threshold")
internal data class ThresholdDocument(
    @SerialName("share") val share: Float,
    @SerialName("k") val k: Int,
    @SerialName("hidden") val hidden: LayersDocument = LayersDocument(emptyList()),
) {
    fun router(): Router = ThresholdRouter(share, k, hidden.layers())
}

@Serializable
@SerialName("tree")
internal data class TreeDocument(
    @SerialName("depth") val depth: Int,
    @SerialName("k") val k: Int = 1,
    @SerialName("hidden") val hidden: LayersDocument = LayersDocument(emptyList()),
) {
    fun router(): Router = TreeRouter(depth, k, hidden.layers())
}

@Serializable
@SerialName("lsh")
internal data class LshDocument(
    @SerialName("planes") val planes: Int,
    @SerialName("seed") val seed: Long = 0,
) {
    fun router(): Router = LshRouter(planes, seed)
}

@Serializable
@SerialName("randomFixed")
internal data class RandomFixedDocument(
    @SerialName("k") val k: Int = 1,
    @SerialName("seed") val seed: Long = 0,
) {
    fun router(): Router = RandomFixedRouter(k, seed)
}

@Serializable
@SerialName("replicate")
internal data class ReplicateDocument(@SerialName("n") val n: Int) {
    fun router(): Router = ReplicateRouter(n)
}

@Serializable
@SerialName("topK")
internal data class TopKDocument(
    @SerialName("k") val k: Int,
    @SerialName("hidden") val hidden: LayersDocument = LayersDocument(emptyList()),
    @SerialName("softmax") val softmax: SoftmaxDocument = SoftmaxDocument.AFTER,
) {
    constructor(
        router: TopKRouter
    ) : this(router.k, LayersDocument(router.hidden), documentOf(router.softmax))

    fun router(): Router = TopKRouter(k, hidden.layers(), softmax.value)
}

@Serializable
@SerialName("softmax")
internal enum class SoftmaxDocument(val value: Router.Softmax) {
    @SerialName("before") BEFORE(Router.Softmax.BEFORE),
    @SerialName("after") AFTER(Router.Softmax.AFTER),
}

internal fun documentOf(router: Router): RouterDocument =
    when (router) {
        is TopKRouter -> RouterDocument(topK = TopKDocument(router))
        is SampledRouter ->
            RouterDocument(sampled = SampledDocument(router.k, LayersDocument(router.hidden)))
        is ThresholdRouter ->
            RouterDocument(
                threshold = ThresholdDocument(router.share, router.k, LayersDocument(router.hidden))
            )
        is TreeRouter ->
            RouterDocument(
                tree = TreeDocument(router.depth, router.k, LayersDocument(router.hidden))
            )
        is LshRouter -> RouterDocument(lsh = LshDocument(router.planes, router.seed))
        is RandomFixedRouter ->
            RouterDocument(randomFixed = RandomFixedDocument(router.k, router.seed))
        is ReplicateRouter -> RouterDocument(replicate = ReplicateDocument(router.k))
        is NoisyTopKRouter -> RouterDocument(noisyTopK = NoisyTopKDocument(router.k, router.warmup))
        is SwitchRouter ->
            RouterDocument(
                switchRouter = SwitchRouterDocument(LayersDocument(router.hidden), router.jitter)
            )
    }

private fun documentOf(softmax: Router.Softmax): SoftmaxDocument =
    when (softmax) {
        Router.Softmax.BEFORE -> SoftmaxDocument.BEFORE
        Router.Softmax.AFTER -> SoftmaxDocument.AFTER
    }
