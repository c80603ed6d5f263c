package dev.espalier.dsl.json

import dev.espalier.dsl.Cascade
import dev.espalier.dsl.Exit
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("cascade")
internal class CascadeDocument(@SerialName("body") val body: List<BlockDocument>) {
    constructor(cascade: Cascade) : this(cascade.body.map(::documentOf))

    fun block(): Cascade = Cascade(body.map { it.block() })
}

@Serializable
@SerialName("exit")
internal class ExitDocument(
    @SerialName("tower") val tower: LayersDocument = LayersDocument(emptyList()),
    @SerialName("weight") val weight: Float = Exit.WEIGHT,
    @SerialName("threshold") val threshold: Float = Exit.NOBODY,
    @SerialName("thresholds") val thresholds: List<TaskThresholdDocument> = emptyList(),
) {
    constructor(
        exit: Exit
    ) : this(
        LayersDocument(exit.tower),
        exit.weight,
        exit.threshold,
        exit.thresholds.map { TaskThresholdDocument(it.task, it.threshold) },
    )

    fun block(): Exit =
        Exit(
            tower.layers(),
            weight,
            threshold,
            thresholds.map { Exit.OfTask(it.task, it.threshold) },
        )
}

@Serializable
@SerialName("taskThreshold")
internal class TaskThresholdDocument(
    @SerialName("task") val task: String,
    @SerialName("threshold") val threshold: Float,
)
