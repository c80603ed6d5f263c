package dev.espalier.samples.cli

import dev.espalier.graph.Codes
import dev.espalier.graph.PruningReport
import dev.espalier.training.DroppedExperts
import dev.espalier.training.ExportReport
import java.nio.file.Path
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json

/** What an export left out, for machines. */
object ExportJson {

    @JvmStatic
    fun write(run: Path, report: ExportReport): String =
        Json.encodeToString(
            ExportDocument(
                run.toString(),
                report.directory().toString(),
                PruningDocument(report.pruning()),
                report.dropped()?.let(::DroppedDocument),
            )
        )
}

@Serializable
private class ExportDocument(
    val run: String,
    val model: String,
    val pruning: PruningDocument,
    val dropped: DroppedDocument? = null,
)

@Serializable
private class DroppedDocument(
    val examples: Int,
    val difference: Double,
    val blocks: List<DroppedBlockDocument>,
) {
    constructor(
        dropped: DroppedExperts
    ) : this(dropped.examples(), dropped.difference(), dropped.blocks().map(::DroppedBlockDocument))
}

@Serializable
private class DroppedBlockDocument(val path: String, val experts: List<Int>, val count: Int) {
    constructor(block: DroppedExperts.OfBlock) : this(block.path(), block.experts(), block.count())
}

@Serializable
internal class PruningDocument(
    val before: CostDocument,
    val after: CostDocument,
    val parts: List<PartDocument>,
    val codes: List<CodesDocument>,
) {
    constructor(
        pruning: PruningReport
    ) : this(
        CostDocument(pruning.before()),
        CostDocument(pruning.after()),
        pruning.parts().map(::PartDocument),
        pruning.codes().map(::CodesDocument),
    )
}

@Serializable
internal class CostDocument(
    val parameters: Long,
    @SerialName("multiply_adds") val multiplyAdds: Long,
    val bytes: Long,
) {
    constructor(
        cost: PruningReport.Cost
    ) : this(cost.parameters(), cost.multiplyAdds(), cost.bytes())
}

@Serializable
internal class PartDocument(
    val path: String,
    val before: CostDocument,
    val after: CostDocument,
    val absent: List<Int>,
    val constant: List<Int>,
) {
    constructor(
        part: PruningReport.Part
    ) : this(
        part.path(),
        CostDocument(part.before()),
        CostDocument(part.after()),
        part.absent(),
        part.constant(),
    )
}

@Serializable
internal class CodesDocument(val path: String, val values: List<List<Float>>) {
    constructor(codes: Codes) : this(codes.path(), codes.values())
}
