package dev.espalier.dsl.json

import dev.espalier.dsl.SelfAuxiliary
import dev.espalier.dsl.Task
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("task")
internal class TaskDocument(
    @SerialName("name") val name: String,
    @SerialName("target") val target: TargetDocument,
    @SerialName("tower") val tower: LayersDocument = LayersDocument(emptyList()),
    @SerialName("weight") val weight: Float = 1f,
    @SerialName("label") val label: String = name,
    @SerialName("mask") val mask: String? = null,
    @SerialName("exampleWeight") val exampleWeight: String? = null,
    @SerialName("selfAuxiliary") val selfAuxiliary: SelfAuxiliaryDocument? = null,
    @SerialName("loss") val loss: LossDocument? = null,
    @SerialName("keptNegatives") val keptNegatives: Float = 1f,
    @SerialName("positionBias") val positionBias: PositionBiasDocument? = null,
) {
    fun task(): Task =
        Task(
            name,
            target.target(),
            tower.layers(),
            weight,
            label,
            mask,
            exampleWeight,
            selfAuxiliary?.let { SelfAuxiliary(it.gamma, it.tower.layers()) },
            loss?.loss(),
            keptNegatives,
            positionBias?.bias(),
        )
}

@Serializable
@SerialName("selfAuxiliary")
internal class SelfAuxiliaryDocument(
    @SerialName("gamma") val gamma: Float = SelfAuxiliary.GAMMA,
    @SerialName("tower") val tower: LayersDocument = LayersDocument(emptyList()),
)

internal fun documentOf(task: Task): TaskDocument =
    TaskDocument(
        task.name,
        documentOf(task.target),
        LayersDocument(task.tower),
        task.weight,
        task.label,
        task.mask,
        task.exampleWeight,
        task.selfAuxiliary?.let { SelfAuxiliaryDocument(it.gamma, LayersDocument(it.tower)) },
        task.loss?.let(::documentOf),
        task.keptNegatives,
        task.positionBias?.let(::PositionBiasDocument),
    )
