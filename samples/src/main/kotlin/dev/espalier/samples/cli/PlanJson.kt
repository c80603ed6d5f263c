package dev.espalier.samples.cli

import dev.espalier.dsl.json.TopologyJson
import dev.espalier.dsl.plan.Bank
import dev.espalier.dsl.plan.Plan
import dev.espalier.training.data.HashCollisions
import dev.espalier.training.data.SchemaReport
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** What a topology comes to, for machines. */
object PlanJson {

    @JvmStatic fun write(plan: Plan): String = write(plan, null, null)

    /** The same with what collides in hashed features and what a table holds, of data if any. */
    @JvmStatic
    fun write(plan: Plan, collisions: List<HashCollisions>?, schema: SchemaReport?): String {
        val topology = Json.parseToJsonElement(TopologyJson.write(plan.topology()))
        return Json.encodeToString(
            PlanDocument(
                topology,
                plan.parameterCount(),
                plan.multiplyAdds(),
                steps(plan),
                collisions?.map(::CollisionDocument),
                schema?.let(::SchemaDocument),
            )
        )
    }

    private fun steps(plan: Plan): List<StepDocument> =
        plan.steps().map {
            val width = it.out().first().width()
            StepDocument(
                it.path(),
                it.`in`().size,
                it.out().size,
                width,
                parameters(it.banks()),
                it.multiplyAdds(),
            )
        }

    private fun parameters(banks: List<Bank>): Long = banks.sumOf { bank ->
        bank.members().sumOf { it.size() }
    }
}

@Serializable
private class PlanDocument(
    val topology: JsonElement,
    val parameters: Long,
    @SerialName("multiply_adds") val multiplyAdds: Long,
    val steps: List<StepDocument>,
    @SerialName("hashed_features") val hashedFeatures: List<CollisionDocument>? = null,
    val schema: SchemaDocument? = null,
)

@Serializable
private class StepDocument(
    val path: String,
    @SerialName("streams_in") val streamsIn: Int,
    @SerialName("streams_out") val streamsOut: Int,
    val width: Int,
    val parameters: Long,
    @SerialName("multiply_adds") val multiplyAdds: Long,
)
