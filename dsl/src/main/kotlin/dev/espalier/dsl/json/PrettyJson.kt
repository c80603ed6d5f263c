package dev.espalier.dsl.json

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val LINE = 100

/** JSON for people: what fits on a line stands on one, everything else is broken and indented. */
internal fun prettyJson(element: JsonElement): String = buildString {
    broken(element, "", 0)
}
    .plus("\n")

/** Prints what begins after [used] characters of its line, which is indented by [indent]. */
private fun StringBuilder.broken(element: JsonElement, indent: String, used: Int) {
    val line = oneLine(element, LINE - used - 1)
    val deeper = "$indent  "
    when {
        line != null && indent.isNotEmpty() -> append(line)
        element is JsonObject ->
            lines('{', element.entries, '}', indent) { (key, value) ->
                val start = "${quoted(key)}: "
                append(start)
                broken(value, deeper, deeper.length + start.length)
            }
        element is JsonArray && element.all { it is JsonPrimitive } ->
            lines('[', filled(element.map(::inline), LINE - deeper.length - 1), ']', indent) {
                append(it)
            }
        element is JsonArray ->
            lines('[', element, ']', indent) { broken(it, deeper, deeper.length) }
        else -> append(inline(element))
    }
}

private fun <T> StringBuilder.lines(
    open: Char,
    parts: Collection<T>,
    close: Char,
    indent: String,
    print: StringBuilder.(T) -> Unit,
) {
    append(open)
    parts.forEachIndexed { i, part ->
        append(if (i == 0) "\n" else ",\n").append(indent).append("  ")
        print(part)
    }
    append('\n').append(indent).append(close)
}

/** As many of the parts on each line as this room takes. */
private fun filled(parts: List<String>, room: Int): List<String> {
    val lines = ArrayList<StringBuilder>()
    for (part in parts) {
        val last = lines.lastOrNull()
        if (last != null && last.length + 2 + part.length <= room) last.append(", ").append(part)
        else lines.add(StringBuilder(part))
    }
    return lines.map { it.toString() }
}

/** The element on one line, or null where that takes more than this room. */
private fun oneLine(element: JsonElement, room: Int): String? {
    // Each part takes a character and more: a long list need not be printed to see that it is long.
    val parts =
        when (element) {
            is JsonObject -> element.size
            is JsonArray -> element.size
            is JsonPrimitive -> 1
        }
    return if (parts > room) null else inline(element).takeIf { it.length <= room }
}

private fun inline(element: JsonElement): String =
    when (element) {
        is JsonObject ->
            element.entries.joinToString(", ", "{", "}") { (key, value) ->
                "${quoted(key)}: ${inline(value)}"
            }
        is JsonArray -> element.joinToString(", ", "[", "]") { inline(it) }
        is JsonPrimitive -> if (element.isString) quoted(element.content) else element.content
    }

/** The text as a JSON string that survives any encoder: a half of a surrogate pair is escaped. */
internal fun quoted(text: String): String = buildString {
    append('"')
    text.forEachIndexed { i, c ->
        when {
            c == '"' || c == '\\' -> append('\\').append(c)
            c == '\n' -> append("\\n")
            c == '\r' -> append("\\r")
            c == '\t' -> append("\\t")
            c < ' ' || c in '\u007f'..'\u009f' || c in '\u2028'..'\u2029' || isHalf(text, i) ->
                append("\\u").append(c.code.toString(16).padStart(4, '0'))
            else -> append(c)
        }
    }
    append('"')
}

private fun isHalf(text: String, i: Int): Boolean =
    when {
        text[i].isHighSurrogate() -> text.getOrNull(i + 1)?.isLowSurrogate() != true
        text[i].isLowSurrogate() -> text.getOrNull(i - 1)?.isHighSurrogate() != true
        else -> false
    }
