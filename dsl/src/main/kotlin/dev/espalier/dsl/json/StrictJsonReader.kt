package dev.espalier.dsl.json

import dev.espalier.dsl.Limits
import kotlin.math.min
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** No topology is as deep as this, whatever the limits say; the stack is safe. */
private const val DEEPEST = 512

/**
 * Reads JSON to the letter of RFC 8259, which kotlinx-serialization's reader does not: it takes the
 * last of repeated keys, numbers such as 01, and words without quotes. Bytes and nesting are held
 * to the limits before anything is made of what lies beyond them.
 */
internal class StrictJsonReader(text: String, private val limits: Limits) {
    private val tokens = JsonTokens(text)
    private val depth = min(limits.jsonNesting, DEEPEST)

    fun read(): JsonElement {
        val bytes = tokens.bytes()
        if (bytes > limits.jsonBytes) {
            refuse(
                "$",
                "$bytes bytes",
                "at most ${limits.jsonBytes}",
                "Raise Limits.jsonBytes if it is meant",
            )
        }
        val element = value("$", 0)
        tokens.end()
        return element
    }

    private fun value(path: String, level: Int): JsonElement =
        when (val next = tokens.peek(path)) {
            '{' -> jsonObject(path, inside(path, level))
            '[' -> jsonArray(path, inside(path, level))
            '"' -> JsonPrimitive(tokens.string(path))
            '-',
            in '0'..'9' -> tokens.number(path)
            't' -> tokens.word(path, "true", JsonPrimitive(true))
            'f' -> tokens.word(path, "false", JsonPrimitive(false))
            'n' -> tokens.word(path, "null", JsonNull)
            else -> tokens.unexpected(path, next, "a value")
        }

    private fun inside(path: String, level: Int): Int {
        if (level >= depth) {
            refuse(
                path,
                "more than $depth levels",
                "at most $depth levels of { and [",
                "Remove what is not a topology",
            )
        }
        return level + 1
    }

    private fun jsonObject(path: String, level: Int): JsonElement {
        val members = LinkedHashMap<String, JsonElement>()
        tokens.take(path, '{', "'{'")
        if (!tokens.takeIf(path, '}')) {
            do {
                if (tokens.peek(path) != '"') {
                    tokens.unexpected(path, tokens.peek(path), "a key in quotes")
                }
                val key = tokens.string(path)
                val place = path + step(key)
                tokens.take(place, ':', "':'")
                if (key in members) {
                    refuse(place, "a repeated key", "each key once", "Remove one of them")
                }
                members[key] = value(place, level)
            } while (tokens.takeIf(path, ','))
            tokens.take(path, '}', "',' or '}'")
        }
        return JsonObject(members)
    }

    private fun jsonArray(path: String, level: Int): JsonElement {
        val elements = ArrayList<JsonElement>()
        tokens.take(path, '[', "'['")
        if (!tokens.takeIf(path, ']')) {
            do {
                elements.add(value("$path[${elements.size}]", level))
            } while (tokens.takeIf(path, ','))
            tokens.take(path, ']', "',' or ']'")
        }
        return JsonArray(elements)
    }
}
