package dev.espalier.training.report

import dev.espalier.training.metrics.Metric
import dev.espalier.training.metrics.Metric.Better
import dev.espalier.training.metrics.TaskMetrics
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json

/**
 * A history as JSON, for machines and for going on after an interruption.
 *
 * Strict: an unknown key, another schema version and an unknown metric are refused. JSON has no
 * infinities and no not-a-number; both are written as `null`, which is read as not a number.
 */
public object HistoryJson {

    /** The version of the format, in its key `schema`. */
    public const val SCHEMA: Int = 1

    private val json = Json

    /** The JSON of this history, on one line. */
    @JvmStatic
    public fun write(history: History): String =
        json.encodeToString(HistorySurrogate(SCHEMA, history.epochs().map(::surrogate)))

    /**
     * The history of this JSON.
     *
     * @throws IllegalArgumentException where it is not the JSON of a history, with the reason
     */
    @JvmStatic
    public fun read(text: String): History {
        val read =
            try {
                json.decodeFromString<HistorySurrogate>(text)
            } catch (e: SerializationException) {
                throw IllegalArgumentException("Not the JSON of a history: ${e.message}", e)
            }
        require(read.schema == SCHEMA) {
            "A history of schema ${read.schema} cannot be read; this version reads $SCHEMA."
        }
        return History(read.epochs.map { it.epoch() })
    }

    private fun surrogate(epoch: Epoch) =
        EpochSurrogate(
            epoch.epoch(),
            epoch.step(),
            finite(epoch.seconds()),
            finite(epoch.examplesPerSecond()),
            epoch.skippedSteps(),
            epoch.losses().map { (task, loss) -> LossSurrogate(task, finite(loss)) },
            epoch.validation().map { task ->
                TaskSurrogate(
                    task.task(),
                    task.values().map { (metric, value) ->
                        ValueSurrogate(
                            metric.label(),
                            finite(value),
                            direction(metric),
                            nearOne(metric),
                        )
                    },
                )
            },
            epoch.pairs().map {
                ConflictSurrogate(
                    it.first(),
                    it.second(),
                    finite(it.conflictRate()),
                    finite(it.cosine()),
                )
            },
            epoch.gradients().map {
                GradientSurrogate(it.task(), finite(it.norm()), finite(it.weight()))
            },
            epoch.routing().map(::RoutingSurrogate),
            finite(epoch.score()),
            epoch.frozen(),
        )

    /** Only of metrics that a reader cannot know, of which more is better, or less. */
    private fun direction(metric: Metric): Boolean? =
        (metric.better() == Better.HIGHER).takeUnless { isKnown(metric) || nearOne(metric) }

    private fun nearOne(metric: Metric): Boolean =
        metric.better() == Better.NEAR_ONE && !isKnown(metric)

    private fun isKnown(metric: Metric): Boolean =
        Metric.named(metric.label()).filter { it == metric }.isPresent

    private fun finite(value: Double): Double? = value.takeIf { it.isFinite() }
}

@Serializable internal class HistorySurrogate(val schema: Int, val epochs: List<EpochSurrogate>)

@Serializable
internal class EpochSurrogate(
    val epoch: Int,
    val step: Long,
    val seconds: Double?,
    @SerialName("examples_per_second") val examplesPerSecond: Double?,
    @SerialName("skipped_steps") val skippedSteps: Long,
    val losses: List<LossSurrogate>,
    val validation: List<TaskSurrogate>,
    val conflicts: List<ConflictSurrogate>,
    val gradients: List<GradientSurrogate> = emptyList(),
    val routing: List<RoutingSurrogate> = emptyList(),
    val score: Double? = null,
    val frozen: List<String> = emptyList(),
) {
    fun epoch(): Epoch =
        Epoch(
            epoch,
            step,
            number(seconds),
            number(examplesPerSecond),
            losses.associate { it.task to number(it.loss) },
            validation.map { task ->
                TaskMetrics(
                    task.task,
                    task.metrics.associate { it.metric() to number(it.value) },
                )
            },
            conflicts.map {
                GradientPair(it.first, it.second, number(it.rate), number(it.cosine))
            },
            gradients.map { GradientShare(it.task, number(it.norm), number(it.weight)) },
            routing.map { it.routing() },
            skippedSteps,
            number(score),
            frozen,
        )

    private fun number(value: Double?): Double = value ?: Double.NaN
}

@Serializable internal class LossSurrogate(val task: String, val loss: Double?)

@Serializable internal class TaskSurrogate(val task: String, val metrics: List<ValueSurrogate>)

@Serializable
internal class ValueSurrogate(
    val metric: String,
    val value: Double?,
    @SerialName("higher_is_better") val higherIsBetter: Boolean? = null,
    @SerialName("near_one_is_better") val nearOneIsBetter: Boolean = false,
) {
    fun metric(): Metric =
        when {
            higherIsBetter != null -> Metric(metric, higherIsBetter)
            nearOneIsBetter -> Metric(metric, Better.NEAR_ONE)
            else ->
                Metric.named(metric).orElseThrow {
                    IllegalArgumentException(
                        "No metric \"$metric\"; there are ${Metric.standard().map { it.label }}."
                    )
                }
        }
}

@Serializable
internal class ConflictSurrogate(
    val first: String,
    val second: String,
    val rate: Double?,
    val cosine: Double? = null,
)

@Serializable
internal class GradientSurrogate(val task: String, val norm: Double?, val weight: Double?)
