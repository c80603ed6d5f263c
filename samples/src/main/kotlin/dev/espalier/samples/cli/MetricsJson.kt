package dev.espalier.samples.cli

import dev.espalier.training.metrics.TaskMetrics
import java.nio.file.Path
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json

/** How good the tasks are, for machines. */
object MetricsJson {

    @JvmStatic
    fun write(run: Path, data: Path, rows: Int?, tasks: List<TaskMetrics>): String =
        Json.encodeToString(
            EvaluationDocument(run.toString(), data.toString(), rows, tasks.map(::TaskDocument))
        )
}

@Serializable
private class EvaluationDocument(
    val run: String,
    val data: String,
    val rows: Int?,
    val tasks: List<TaskDocument>,
)

@Serializable
internal class TaskDocument(val task: String, val metrics: Map<String, Double?>) {
    constructor(
        task: TaskMetrics
    ) : this(
        task.task(),
        task.values().entries.associate { (metric, value) -> metric.label() to finite(value) },
    )
}
