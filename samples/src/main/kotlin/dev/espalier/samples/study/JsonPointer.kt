package dev.espalier.samples.study

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/**
 * A place in a JSON document, as RFC 6901 writes it: `/shared/0/experts/count`. What a topology
 * leaves out has a place, too: a key of an object need not be there.
 */
data class JsonPointer(val steps: List<String>) {

    /** The document with this value in this place; null takes a key away. */
    fun set(document: JsonElement, value: JsonElement): JsonElement = set(document, 0, value)

    private fun set(at: JsonElement, depth: Int, value: JsonElement): JsonElement {
        if (depth == steps.size) return value
        val step = steps[depth]
        if (at is JsonArray) {
            val index = index(step, at.size) ?: throw missing(at, depth)
            if (value is JsonNull && depth + 1 == steps.size) {
                throw IllegalArgumentException("$this: null takes a key away, and this is no key")
            }
            return JsonArray(
                at.mapIndexed { i, old -> if (i == index) set(old, depth + 1, value) else old }
            )
        }
        val members = at as? JsonObject ?: throw missing(at, depth)
        if (depth + 1 == steps.size) {
            return JsonObject(if (value is JsonNull) members - step else members + (step to value))
        }
        val old = members[step] ?: throw missing(at, depth)
        return JsonObject(members + (step to set(old, depth + 1, value)))
    }

    private fun missing(at: JsonElement, depth: Int): IllegalArgumentException {
        val parent = JsonPointer(steps.take(depth)).toString().ifEmpty { "the topology" }
        val there =
            when (at) {
                is JsonObject -> "$parent has ${at.keys.joinToString(", ")}"
                is JsonArray ->
                    if (at.isEmpty()) "$parent is empty" else "$parent has 0 to ${at.size - 1}"
                else -> "$parent is a value"
            }
        return IllegalArgumentException("$this: there is no \"${steps[depth]}\"; $there")
    }

    private fun index(step: String, size: Int): Int? =
        step.toIntOrNull()?.takeIf { it in 0 until size && it.toString() == step }

    override fun toString(): String =
        steps.joinToString("") { "/" + it.replace("~", "~0").replace("/", "~1") }

    companion object {
        /**
         * The place that this text names.
         *
         * @throws IllegalArgumentException where it does not begin with a slash
         */
        @JvmStatic
        fun of(text: String): JsonPointer {
            require(text.startsWith("/")) {
                "\"$text\": a place begins with /, such as /shared/0/experts/count"
            }
            return JsonPointer(
                text.drop(1).split("/").map { it.replace("~1", "/").replace("~0", "~") }
            )
        }
    }
}
