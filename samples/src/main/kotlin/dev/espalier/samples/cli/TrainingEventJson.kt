package dev.espalier.samples.cli

import dev.espalier.training.DivergedException
import dev.espalier.training.ExpertCollapse
import dev.espalier.training.GateCollapse
import dev.espalier.training.TrainingListener.Progress
import dev.espalier.training.TrainingListener.Reading
import dev.espalier.training.data.ExampleStream
import dev.espalier.training.data.Examples
import dev.espalier.training.data.Parts
import dev.espalier.training.data.PretrainedCoverage
import dev.espalier.training.report.Epoch
import dev.espalier.training.report.History
import dev.espalier.training.report.HistoryJson
import dev.espalier.training.report.TrainingReport
import dev.espalier.training.report.WarmStartReport
import java.nio.file.Path
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

/** What happens in a training, an object each, told apart by the key `event`. */
object TrainingEventJson {
    private val json = Json { classDiscriminator = "event" }

    @JvmStatic
    fun data(parts: Parts): String =
        write(
            DataEvent(
                parts.training().columns().map { ColumnDocument(it.name(), it.type()) },
                parts.training().rows(),
                parts.heldOut().rows(),
            )
        )

    @JvmStatic
    fun data(training: ExampleStream, validation: Examples): String =
        write(
            StreamEvent(
                training.files().map(Path::toString),
                training.shuffledRows(),
                validation.rows(),
                null,
            )
        )

    @JvmStatic
    fun data(training: ExampleStream, validation: ExampleStream): String =
        write(
            StreamEvent(
                training.files().map(Path::toString),
                training.shuffledRows(),
                null,
                validation.files().map(Path::toString),
            )
        )

    @JvmStatic
    fun reading(reading: Reading): String =
        write(ReadingEvent(reading.rows(), reading.file(), reading.files()))

    @JvmStatic fun start(steps: Long): String = write(StartEvent(steps))

    @JvmStatic
    fun progress(progress: Progress): String =
        write(
            ProgressEvent(
                progress.step(),
                progress.steps(),
                progress.epoch(),
                finite(progress.examplesPerSecond()),
                progress.losses().mapValues { (_, loss) -> finite(loss.toDouble()) },
            )
        )

    /** The epoch in the form that it has in `history.json`. */
    @JvmStatic
    fun epoch(epoch: Epoch): String {
        val history = Json.parseToJsonElement(HistoryJson.write(History(listOf(epoch))))
        return write(EpochEvent(history.jsonObject.getValue("epochs").jsonArray.single()))
    }

    @JvmStatic fun skip(step: Long, reason: String): String = write(SkipEvent(step, reason))

    @JvmStatic fun freeze(task: String, epoch: Int): String = write(FreezeEvent(task, epoch))

    @JvmStatic
    fun pretrained(coverage: PretrainedCoverage): String =
        write(
            PretrainedEvent(
                coverage.feature(),
                coverage.categories(),
                coverage.found(),
                coverage.given(),
            )
        )

    @JvmStatic fun warning(sentence: String): String = write(WarningEvent(sentence))

    @JvmStatic
    fun warmStart(report: WarmStartReport): String =
        write(
            WarmStartEvent(
                report.taken(),
                report.rows().associate { it.name() to listOf(it.taken(), it.of()) },
                report.left(),
            )
        )

    @JvmStatic
    fun collapse(collapse: GateCollapse): String =
        write(
            CollapseEvent(
                collapse.path(),
                collapse.gate(),
                collapse.stream(),
                collapse.share(),
            )
        )

    @JvmStatic
    fun collapse(collapse: ExpertCollapse): String =
        write(ExpertCollapseEvent(collapse.path(), collapse.experts(), collapse.load()))

    @JvmStatic
    fun diverged(failure: DivergedException): String =
        write(
            DivergedEvent(
                failure.step(),
                failure.culprits(),
                failure.lastCheckpoint().map(Path::toString).orElse(null),
            )
        )

    @JvmStatic
    fun done(report: TrainingReport, run: Path, signal: String?): String =
        write(
            DoneEvent(
                run.toString(),
                signal,
                report.bestEpoch(),
                report.parameters(),
                report.seconds(),
                report.metrics().map(::TaskDocument),
                report.collisions().map(::CollisionDocument),
            )
        )

    private fun write(event: TrainingEvent): String = json.encodeToString(event)
}

@Serializable private sealed interface TrainingEvent

@Serializable
@SerialName("data")
private class DataEvent(
    val columns: List<ColumnDocument>,
    @SerialName("training_rows") val trainingRows: Int,
    @SerialName("validation_rows") val validationRows: Int,
) : TrainingEvent

@Serializable
@SerialName("stream")
private class StreamEvent(
    val files: List<String>,
    @SerialName("shuffled_rows") val shuffledRows: Int,
    @SerialName("validation_rows") val validationRows: Int?,
    @SerialName("validation_files") val validationFiles: List<String>?,
) : TrainingEvent

@Serializable private class ColumnDocument(val column: String, val type: String)

@Serializable
@SerialName("reading")
private class ReadingEvent(val rows: Long, val file: Int, val files: Int) : TrainingEvent

@Serializable @SerialName("start") private class StartEvent(val steps: Long) : TrainingEvent

@Serializable
@SerialName("progress")
private class ProgressEvent(
    val step: Long,
    val steps: Long,
    val epoch: Int,
    @SerialName("examples_per_second") val examplesPerSecond: Double?,
    val losses: Map<String, Double?>,
) : TrainingEvent

@Serializable @SerialName("epoch") private class EpochEvent(val result: JsonElement) : TrainingEvent

@Serializable
@SerialName("skip")
private class SkipEvent(val step: Long, val reason: String) : TrainingEvent

@Serializable
@SerialName("freeze")
private class FreezeEvent(val task: String, val epoch: Int) : TrainingEvent

@Serializable
@SerialName("pretrained")
private class PretrainedEvent(
    val feature: String,
    val categories: Int,
    val found: Int,
    val given: Int,
) : TrainingEvent

@Serializable @SerialName("warning") private class WarningEvent(val text: String) : TrainingEvent

@Serializable
@SerialName("warm_start")
private class WarmStartEvent(
    val taken: List<String>,
    val rows: Map<String, List<Int>>,
    val left: Map<String, String>,
) : TrainingEvent

@Serializable
@SerialName("collapse")
private class CollapseEvent(
    val path: String,
    val gate: String,
    val stream: Int,
    val share: Float,
) : TrainingEvent

@Serializable
@SerialName("expert_collapse")
private class ExpertCollapseEvent(
    val path: String,
    val experts: List<Int>,
    val load: List<Double>,
) : TrainingEvent

@Serializable
@SerialName("diverged")
private class DivergedEvent(
    val step: Long,
    val culprits: List<String>,
    @SerialName("last_checkpoint") val lastCheckpoint: String?,
) : TrainingEvent

@Serializable
@SerialName("done")
private class DoneEvent(
    val run: String,
    @SerialName("stopped_by") val stoppedBy: String?,
    @SerialName("best_epoch") val bestEpoch: Int,
    val parameters: Long,
    val seconds: Double,
    val tasks: List<TaskDocument>,
    @SerialName("hashed_features") val hashedFeatures: List<CollisionDocument>,
) : TrainingEvent
