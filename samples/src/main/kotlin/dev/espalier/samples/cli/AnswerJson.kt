package dev.espalier.samples.cli

import dev.espalier.graph.Predictions
import dev.espalier.graph.ServedSignature
import java.nio.file.Path
import java.util.function.Consumer
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject

/** Answers for machines. */
object AnswerJson {

    /** An object per example, with a number or a list of numbers per output. */
    @JvmStatic
    fun rows(batch: Predictions, signature: ServedSignature, sink: Consumer<String>) {
        for (row in 0 until batch.rows()) {
            val answer = buildJsonObject {
                for (output in signature.outputs()) {
                    val values =
                        List(output.width()) { number(batch.value(output.name(), row, it)) }
                    put(
                        output.name(),
                        if (values.size == 1) values.single()
                        else buildJsonArray { values.forEach(::add) },
                    )
                }
            }
            sink.accept(Json.encodeToString(answer))
        }
    }

    private fun number(value: Float) = JsonPrimitive(value.takeIf { it.isFinite() })

    /** What was written where. */
    @JvmStatic
    fun summary(model: Path, out: String, rows: Int): String =
        Json.encodeToString(AnswerSummary(model.toString(), out, rows))
}

@Serializable private class AnswerSummary(val model: String, val out: String, val rows: Int)
