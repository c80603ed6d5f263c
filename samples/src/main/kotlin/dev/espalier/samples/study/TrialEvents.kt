package dev.espalier.samples.study

import dev.espalier.training.report.HistoryJson
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.double
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long

/** Reads what `train --json` prints. */
internal object TrialEvents {

    /** What a line says that matters to a study; null for anything else, also for half a line. */
    @JvmStatic
    fun read(trial: Int, line: String): TrialEvent? {
        if (!line.startsWith("{")) return null
        val event =
            try {
                Json.parseToJsonElement(line).jsonObject
            } catch (torn: SerializationException) {
                return null
            }
        return when (event["event"]?.jsonPrimitive?.content) {
            "epoch" -> TrialEvent.Validated(trial, epoch(event.getValue("result").jsonObject))
            "start" -> TrialEvent.Started(trial, event.getValue("steps").jsonPrimitive.long)
            "diverged" -> {
                val culprits = event.getValue("culprits").jsonArray.map { it.jsonPrimitive.content }
                val step = event.getValue("step").jsonPrimitive.content
                TrialEvent.Diverged(trial, "step $step: ${culprits.joinToString()}")
            }
            "done" -> TrialEvent.Finished(trial, event.getValue("seconds").jsonPrimitive.double)
            else -> null
        }
    }

    /** An event has an epoch in the form that it has in a history. */
    private fun epoch(result: JsonObject) =
        HistoryJson.read(
                JsonObject(
                        mapOf(
                            "schema" to JsonPrimitive(HistoryJson.SCHEMA),
                            "epochs" to JsonArray(listOf(result)),
                        )
                    )
                    .toString()
            )
            .epochs()
            .single()
}
