package dev.espalier.samples.cli

import dev.espalier.samples.study.Capacity
import dev.espalier.samples.study.PlannedStudy
import dev.espalier.samples.study.StudyResult
import dev.espalier.samples.study.Trial
import dev.espalier.samples.study.Validation
import java.nio.file.Path
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** What happens in a study, an object each, told apart by the key `event`. */
object StudyEventJson {
    private val json = Json { classDiscriminator = "event" }

    @JvmStatic
    fun start(study: PlannedStudy, capacity: Capacity, trials: List<Trial>): String =
        write(
            StudyStartEvent(
                study.study().name(),
                study.objectives().map { it.toString() },
                capacity.processes(),
                capacity.threads(),
                capacity.reason(),
                study.trials().zip(trials) { plan, trial ->
                    PlannedDocument(
                        plan.number(),
                        trial.state().toString(),
                        study
                            .study()
                            .dimensions()
                            .map { it.name() }
                            .zip(plan.point().values().map { it.value() })
                            .toMap(),
                        plan.parameters(),
                    )
                },
            )
        )

    @JvmStatic
    fun trial(trial: Trial): String =
        write(
            StudyTrialEvent(
                trial.number(),
                trial.state().toString(),
                trial.epochs(),
                trial.seconds(),
                finite(trial.score()),
                trial.reason(),
            )
        )

    @JvmStatic
    fun epoch(trial: Trial, validation: Validation): String =
        write(
            StudyEpochEvent(
                trial.number(),
                validation.epoch(),
                finite(validation.score()),
                validation.objectives().map(::finite),
            )
        )

    @JvmStatic
    fun done(result: StudyResult, folder: Path, signal: String?): String =
        write(
            StudyDoneEvent(
                folder.toString(),
                signal,
                result.best().map { it.number() }.orElse(null),
                result.frontier().map { it.number() },
                result.trials().groupingBy { it.state().toString() }.eachCount(),
            )
        )

    private fun write(event: StudyEvent): String = json.encodeToString(event)
}

@Serializable private sealed interface StudyEvent

@Serializable
@SerialName("start")
private class StudyStartEvent(
    val study: String,
    val objectives: List<String>,
    val processes: Int,
    val threads: Int,
    val capacity: String,
    val trials: List<PlannedDocument>,
) : StudyEvent

@Serializable
private class PlannedDocument(
    val trial: Int,
    val state: String,
    val values: Map<String, JsonElement>,
    val parameters: Long,
)

@Serializable
@SerialName("trial")
private class StudyTrialEvent(
    val trial: Int,
    val state: String,
    val epochs: Int,
    val seconds: Double,
    val score: Double?,
    val reason: String?,
) : StudyEvent

@Serializable
@SerialName("epoch")
private class StudyEpochEvent(
    val trial: Int,
    val epoch: Int,
    val score: Double?,
    val objectives: List<Double?>,
) : StudyEvent

@Serializable
@SerialName("done")
private class StudyDoneEvent(
    val folder: String,
    @SerialName("stopped_by") val stoppedBy: String?,
    val best: Int?,
    val frontier: List<Int>,
    val trials: Map<String, Int>,
) : StudyEvent
