package dev.espalier.dsl.json

import dev.espalier.dsl.Limits
import dev.espalier.dsl.Topology
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

// The documents are the schema. They stay as they are when the records move; a change that an old
// reader cannot take needs a new TopologyJson.SCHEMA.

@Serializable
@SerialName("topology")
internal class TopologyDocument(
    @SerialName("schema") val schema: Int,
    @SerialName("name") val name: String,
    @SerialName("inputs") val inputs: List<FeatureDocument>,
    @SerialName("shared") val shared: List<BlockDocument> = emptyList(),
    @SerialName("tasks") val tasks: List<TaskDocument>,
    @SerialName("scores") val scores: List<ScoreDocument> = emptyList(),
) {
    constructor(
        topology: Topology
    ) : this(
        TopologyJson.SCHEMA,
        topology.name,
        topology.inputs.map(::documentOf),
        topology.shared.map(::documentOf),
        topology.tasks.map(::documentOf),
        topology.scores.map(::ScoreDocument),
    )

    fun topology(limits: Limits): Topology {
        val builder = Topology.builder(name).limits(limits)
        inputs.forEach { builder.inputs(it.feature()) }
        shared.forEach { builder.shared(it.block()) }
        tasks.forEach { builder.task(it.task()) }
        scores.forEach { builder.score(it.name, it.formula.formula()) }
        return builder.build()
    }
}
