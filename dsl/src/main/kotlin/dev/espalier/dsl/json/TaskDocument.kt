package dev.espalier.dsl.json

import dev.espalier.dsl.SelfAuxiliary
import dev.espalier.dsl.Target
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
        )
}

@Serializable
@SerialName("selfAuxiliary")
internal class SelfAuxiliaryDocument(
    @SerialName("gamma") val gamma: Float = SelfAuxiliary.GAMMA,
    @SerialName("tower") val tower: LayersDocument = LayersDocument(emptyList()),
)

@Serializable
@SerialName("target")
@OneOf
internal class TargetDocument(
    @SerialName("binary") val binary: BinaryDocument? = null,
    @SerialName("multiclass") val multiclass: MulticlassDocument? = null,
    @SerialName("regression") val regression: RegressionDocument? = null,
) {
    fun target(): Target =
        one(
            binary?.let { Target.Binary(it.positive) },
            multiclass?.let { Target.Multiclass(it.classes) },
            regression?.let { Target.Regression() },
        )
}

@Serializable
@SerialName("binary")
internal class BinaryDocument(@SerialName("positive") val positive: String? = null)

@Serializable
@SerialName("multiclass")
internal class MulticlassDocument(@SerialName("classes") val classes: Int)

@Serializable @SerialName("regression") internal data object RegressionDocument

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
    )

private fun documentOf(target: Target): TargetDocument =
    when (target) {
        is Target.Binary -> TargetDocument(binary = BinaryDocument(target.positive))
        is Target.Multiclass -> TargetDocument(multiclass = MulticlassDocument(target.classes))
        is Target.Regression -> TargetDocument(regression = RegressionDocument)
    }
