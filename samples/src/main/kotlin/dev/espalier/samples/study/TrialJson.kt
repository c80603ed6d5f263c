package dev.espalier.samples.study

import dev.espalier.dsl.Limits
import dev.espalier.dsl.json.StrictJson
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** A trial as it is kept in its folder. */
object TrialJson {
    /** The version of the schema: the value of the key `schema`. */
    const val SCHEMA: Int = 1

    private val json = Json { explicitNulls = false }

    /** Long trainings have many validations. */
    private val LIMITS = Limits.defaults().jsonBytes(1 shl 28)

    /**
     * The JSON of a trial.
     *
     * @param values what it tries, by the names of the dimensions
     * @param objectives names of what its validations measure
     */
    @JvmStatic
    fun write(trial: Trial, values: Map<String, JsonElement>, objectives: List<String>): String =
        StrictJson.write(
            json.encodeToJsonElement(
                TrialDocument.serializer(),
                TrialDocument(
                    SCHEMA,
                    trial.number(),
                    trial.state().toString(),
                    values,
                    trial.validations().map {
                        ValidationDocument(
                            it.epoch(),
                            it.score().takeIf(Double::isFinite),
                            objectives
                                .zip(it.objectives())
                                .filter { (_, value) -> value.isFinite() }
                                .toMap(),
                        )
                    },
                    trial.seconds(),
                    trial.reason(),
                    trial.process(),
                ),
            )
        )

    /**
     * The trial of this JSON.
     *
     * @param objectives names of what its validations measured
     * @throws IllegalArgumentException where it is none
     */
    @JvmStatic
    fun read(text: String, objectives: List<String>): Trial {
        val document = StrictJson.read(TrialDocument.serializer(), SCHEMA, text, LIMITS)
        return Trial(
            document.number,
            TrialState.valueOf(document.state.uppercase()),
            document.validations.map {
                Validation(
                    it.epoch,
                    it.score ?: Double.NaN,
                    objectives.map { name -> it.objectives[name] ?: Double.NaN },
                )
            },
            document.seconds,
            document.reason,
            document.process,
        )
    }
}

@Serializable
private class TrialDocument(
    val schema: Int,
    val number: Int,
    val state: String,
    val values: Map<String, JsonElement>,
    val validations: List<ValidationDocument>,
    val seconds: Double,
    val reason: String? = null,
    val process: String? = null,
)

@Serializable
private class ValidationDocument(
    val epoch: Int,
    val score: Double? = null,
    val objectives: Map<String, Double>,
)
