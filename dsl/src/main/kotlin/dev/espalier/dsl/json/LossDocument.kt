package dev.espalier.dsl.json

import dev.espalier.dsl.Loss
import dev.espalier.dsl.LossDeclaration
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("loss")
@OneOf
internal class LossDocument(
    @SerialName("crossEntropy") val crossEntropy: CrossEntropyDocument? = null,
    @SerialName("focal") val focal: FocalDocument? = null,
    @SerialName("huber") val huber: HuberDocument? = null,
    @SerialName("pairwise") val pairwise: PairwiseDocument? = null,
    @SerialName("custom") val custom: CustomLossDocument? = null,
) {
    fun loss(): Loss =
        one(
            crossEntropy?.let { Loss.CrossEntropy(it.labelSmoothing, it.positiveWeight) },
            focal?.let { Loss.Focal(it.gamma, it.alpha) },
            huber?.let { Loss.Huber(it.delta) },
            pairwise?.let { Loss.Pairwise(it.group, it.share) },
            custom?.let { customLosses.read(it.type, it.settings) },
        )
}

@Serializable
@SerialName("crossEntropy")
internal class CrossEntropyDocument(
    @SerialName("labelSmoothing") val labelSmoothing: Float = 0f,
    @SerialName("positiveWeight") val positiveWeight: Float = 1f,
)

@Serializable
@SerialName("focal")
internal class FocalDocument(
    @SerialName("gamma") val gamma: Float = 2f,
    @SerialName("alpha") val alpha: Float = 0.25f,
)

@Serializable
@SerialName("huber")
internal class HuberDocument(@SerialName("delta") val delta: Float = 1f)

@Serializable
@SerialName("pairwise")
internal class PairwiseDocument(
    @SerialName("group") val group: String,
    @SerialName("share") val share: Float = 1f,
)

internal fun documentOf(loss: Loss): LossDocument =
    when (loss) {
        is Loss.CrossEntropy ->
            LossDocument(
                crossEntropy = CrossEntropyDocument(loss.labelSmoothing, loss.positiveWeight)
            )
        is Loss.Focal -> LossDocument(focal = FocalDocument(loss.gamma, loss.alpha))
        is Loss.Huber -> LossDocument(huber = HuberDocument(loss.delta))
        is Loss.Pairwise -> LossDocument(pairwise = PairwiseDocument(loss.group, loss.share))
        is LossDeclaration ->
            LossDocument(
                custom = CustomLossDocument(customLosses.type(loss), customLosses.settings(loss))
            )
    }
