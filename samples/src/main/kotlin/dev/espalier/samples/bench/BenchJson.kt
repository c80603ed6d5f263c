package dev.espalier.samples.bench

import dev.espalier.graph.Precision
import java.util.Locale
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json

/** A result as one line of JSON, with the fields of the programs in other frameworks. */
object BenchJson {
    private val json = Json { encodeDefaults = true }

    @JvmStatic
    fun write(result: BenchResult): String =
        json.encodeToString(
            BenchLine(
                variant = result.workload().merging().toString(),
                workload = result.workload().name(),
                part = result.part().toString(),
                experts = result.workload().experts(),
                batch = result.batch(),
                tasks = result.workload().tasks(),
                threads = result.execution().threads(),
                steps = result.times().size,
                median = rounded(result.quantile(0.5), 4),
                p10 = rounded(result.quantile(0.1), 4),
                min = rounded(result.quantile(0.0), 4),
                p90 = rounded(result.quantile(0.9), 4),
                examplesPerSecond = Math.round(result.batch() / result.quantile(0.5) * 1e3),
                peakRss = result.residentMib(),
                startup = rounded(result.startup(), 2),
                loss1 = rounded(result.firstLoss(), 5),
                loss6 = rounded(result.sixthLoss(), 5),
                lossLast = rounded(result.lastLoss(), 5),
                quiet = result.quiet(),
                medianOfAll = rounded(result.medianOfAll(), 4),
                lowering = result.lowering().lowercase(Locale.ROOT),
                precision =
                    if (result.precision() == Precision.float32()) "float32" else "bfloat16",
                executor = result.execution().executor().name.lowercase(Locale.ROOT),
                device =
                    when (val device = result.execution().device()) {
                        is dev.espalier.graph.Device.Gpu -> "gpu:${device.index()}"
                        else -> "cpu"
                    },
                ops = result.ops(),
                work = rounded(result.work() / 1e9, 4),
                rate = rounded(result.work() / result.quantile(0.5) / 1e6, 1),
                productRate = rounded(result.productRate() / 1e9, 1),
            )
        )

    private fun rounded(value: Double, digits: Int): Double =
        String.format(Locale.ROOT, "%.${digits}f", value).toDouble()
}

@Serializable
private class BenchLine(
    val peer: String = "espalier",
    val variant: String,
    val workload: String,
    val part: String,
    val experts: Int,
    val batch: Int,
    val tasks: Int,
    val threads: Int,
    val steps: Int,
    @SerialName("median_step_ms") val median: Double,
    @SerialName("p10_step_ms") val p10: Double,
    @SerialName("min_step_ms") val min: Double,
    @SerialName("p90_step_ms") val p90: Double,
    @SerialName("examples_per_s") val examplesPerSecond: Long,
    @SerialName("peak_rss_mb") val peakRss: Long,
    @SerialName("startup_s") val startup: Double,
    @SerialName("loss_1") val loss1: Double,
    @SerialName("loss_6") val loss6: Double,
    @SerialName("loss_last") val lossLast: Double,
    val quiet: Boolean,
    @SerialName("median_all_ms") val medianOfAll: Double,
    val lowering: String,
    val precision: String,
    val executor: String,
    val device: String,
    val ops: Int?,
    @SerialName("gflop") val work: Double,
    @SerialName("gflop_per_s") val rate: Double,
    @SerialName("matmul_gflop_per_s") val productRate: Double,
)
