package dev.espalier.samples.cli

import dev.espalier.training.report.CascadeSweep
import java.nio.file.Path
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json

/** Cost against quality of a cascade, for machines. */
object CascadeJson {

    @JvmStatic
    fun write(run: Path, data: Path, rows: Int, sweep: CascadeSweep): String =
        Json.encodeToString(
            SweepDocument(run.toString(), data.toString(), rows, sweep.points.map(::PointDocument))
        )
}

@Serializable
private class SweepDocument(
    val run: String,
    val data: String,
    val rows: Int,
    val points: List<PointDocument>,
)

@Serializable
private class PointDocument(
    val threshold: Float,
    val leaving: List<Double>,
    val multiplyAdds: Double,
    val tasks: List<TaskDocument>,
) {
    constructor(
        point: CascadeSweep.Point
    ) : this(
        point.threshold,
        point.leaving,
        point.multiplyAdds,
        point.tasks.map(::TaskDocument),
    )
}
