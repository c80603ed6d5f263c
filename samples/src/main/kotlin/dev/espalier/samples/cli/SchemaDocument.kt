package dev.espalier.samples.cli

import dev.espalier.training.data.SchemaReport
import kotlinx.serialization.Serializable

/** What a table holds for a topology, for machines. */
@Serializable
internal class SchemaDocument(
    val columns: List<ReadColumnDocument>,
    val labels: List<LabelFactsDocument>,
    val warnings: List<String>,
) {
    constructor(
        report: SchemaReport
    ) : this(
        report.columns().map {
            ReadColumnDocument(it.name(), it.type(), it.role(), it.missing(), it.constant())
        },
        report.labels().map {
            LabelFactsDocument(
                it.task(),
                it.label(),
                it.there(),
                finite(it.mean()),
                it.classes().map(::finite),
            )
        },
        report.warnings(),
    )
}

@Serializable
internal class ReadColumnDocument(
    val column: String,
    val type: String,
    val role: String,
    val missing: Double,
    val constant: Boolean,
)

@Serializable
internal class LabelFactsDocument(
    val task: String,
    val label: String,
    val there: Double,
    val mean: Double?,
    val classes: List<Double?>,
)
