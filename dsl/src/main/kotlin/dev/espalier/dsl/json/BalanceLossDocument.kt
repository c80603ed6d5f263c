package dev.espalier.dsl.json

import dev.espalier.dsl.BalanceLoss
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("balanceLoss")
@OneOf
internal class BalanceLossDocument(
    @SerialName("importance") val importance: ImportanceDocument? = null,
    @SerialName("load") val load: LoadDocument? = null,
    @SerialName("switchLoss") val switchLoss: SwitchLossDocument? = null,
    @SerialName("zLoss") val zLoss: ZLossDocument? = null,
) {
    fun loss(): BalanceLoss =
        one(
            importance?.let { BalanceLoss.Importance(it.weight) },
            load?.let { BalanceLoss.Load(it.weight) },
            switchLoss?.let { BalanceLoss.SwitchLoss(it.weight) },
            zLoss?.let { BalanceLoss.ZLoss(it.weight) },
        )
}

@Serializable
@SerialName("importance")
internal class ImportanceDocument(@SerialName("weight") val weight: Float)

@Serializable
@SerialName("load")
internal class LoadDocument(@SerialName("weight") val weight: Float)

@Serializable
@SerialName("switchLoss")
internal class SwitchLossDocument(@SerialName("weight") val weight: Float)

@Serializable
@SerialName("zLoss")
internal class ZLossDocument(@SerialName("weight") val weight: Float)

internal fun documentOf(loss: BalanceLoss): BalanceLossDocument =
    when (loss) {
        is BalanceLoss.Importance ->
            BalanceLossDocument(importance = ImportanceDocument(loss.weight))
        is BalanceLoss.Load -> BalanceLossDocument(load = LoadDocument(loss.weight))
        is BalanceLoss.SwitchLoss ->
            BalanceLossDocument(switchLoss = SwitchLossDocument(loss.weight))
        is BalanceLoss.ZLoss -> BalanceLossDocument(zLoss = ZLossDocument(loss.weight))
    }
