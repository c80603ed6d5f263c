package dev.espalier.samples.study

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Where two documents differ in what they say, not in how it is written. */
object JsonDifference {

    /** A sentence for each place, such as `$.score: was "mean", is "click"`. */
    @JvmStatic
    fun of(before: JsonElement, now: JsonElement): List<String> =
        ArrayList<String>().also { compare("$", before, now, it) }

    private fun compare(
        path: String,
        before: JsonElement?,
        now: JsonElement?,
        to: MutableList<String>,
    ) {
        when {
            before is JsonObject && now is JsonObject ->
                (before.keys + now.keys).forEach { compare("$path.$it", before[it], now[it], to) }
            before is JsonArray && now is JsonArray && before.size == now.size ->
                before.indices.forEach { compare("$path[$it]", before[it], now[it], to) }
            !same(before, now) -> to.add("$path: was ${text(before)}, is ${text(now)}")
        }
    }

    private fun same(before: JsonElement?, now: JsonElement?): Boolean =
        before == now ||
            before is JsonPrimitive &&
                now is JsonPrimitive &&
                before.isString == now.isString &&
                !before.isString &&
                number(before)?.let { one -> number(now)?.compareTo(one) == 0 } == true

    private fun number(element: JsonPrimitive) = element.content.toBigDecimalOrNull()

    private fun text(element: JsonElement?): String =
        when (element) {
            null -> "not there"
            else -> element.toString().let { if (it.length > 80) it.take(80) + "…" else it }
        }
}
