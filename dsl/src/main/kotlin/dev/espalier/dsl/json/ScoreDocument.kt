package dev.espalier.dsl.json

import dev.espalier.dsl.Score
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("score")
internal class ScoreDocument(
    @SerialName("name") val name: String,
    @SerialName("formula") val formula: FormulaDocument,
) {
    constructor(score: Score) : this(score.name, documentOf(score.formula))
}

@Serializable
@SerialName("formula")
@OneOf
internal class FormulaDocument(
    @SerialName("weightedSum") val weightedSum: List<FactorDocument>? = null,
    @SerialName("powerProduct") val powerProduct: List<PowerDocument>? = null,
) {
    fun formula(): Score.Formula =
        one(
            weightedSum?.let { Score.WeightedSum(it.map { t -> Score.Term(t.task, t.factor) }) },
            powerProduct?.let { Score.PowerProduct(it.map { t -> Score.Term(t.task, t.power) }) },
        )
}

@Serializable
@SerialName("factor")
internal class FactorDocument(
    @SerialName("task") val task: String,
    @SerialName("factor") val factor: Float,
)

@Serializable
@SerialName("power")
internal class PowerDocument(
    @SerialName("task") val task: String,
    @SerialName("power") val power: Float,
)

private fun documentOf(formula: Score.Formula): FormulaDocument =
    when (formula) {
        is Score.WeightedSum ->
            FormulaDocument(weightedSum = formula.terms.map { FactorDocument(it.task, it.amount) })
        is Score.PowerProduct ->
            FormulaDocument(powerProduct = formula.terms.map { PowerDocument(it.task, it.amount) })
    }
