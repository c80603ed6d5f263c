package dev.espalier.samples.cli

import dev.espalier.training.report.FeatureImportance
import java.nio.file.Path
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json

/** Which features a model lives on, for machines. */
object ImportanceJson {

    @JvmStatic
    fun write(run: Path, data: Path, found: List<FeatureImportance>): String =
        Json.encodeToString(
            ImportanceDocument(run.toString(), data.toString(), found.map(::FeatureDocument))
        )
}

@Serializable
private class ImportanceDocument(
    val run: String,
    val data: String,
    val importances: List<FeatureDocument>,
)

@Serializable
private class FeatureDocument(
    val feature: String,
    val task: String,
    val metric: String,
    val value: Double?,
    val loss: Double?,
    val spread: Double?,
) {
    constructor(
        one: FeatureImportance
    ) : this(
        one.feature(),
        one.task(),
        one.metric().label(),
        finite(one.value()),
        finite(one.loss()),
        finite(one.spread()),
    )
}
