package dev.espalier.dsl.json

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonUnquotedLiteral

/** The text of a document, read token by token; what is not a token is refused with its place. */
internal class JsonTokens(private val text: String) {
    private var at = 0

    /** Bytes of the text in UTF-8; half a surrogate pair counts as the three of U+FFFD. */
    fun bytes(): Long {
        var bytes = text.length.toLong()
        for (c in text) {
            bytes += if (c < '\u0080') 0 else if (c < '\u0800' || c.isSurrogate()) 1 else 2
        }
        return bytes
    }

    /** The first character of the next token, or null at the end. */
    fun peek(path: String): Char? {
        while (at < text.length && text[at] in " \t\r\n") at++
        if (at == 0 && text.startsWith('\uFEFF')) unexpected(path, text[0], "no byte order mark")
        return text.getOrNull(at)
    }

    fun take(path: String, c: Char, allowed: String) {
        if (!takeIf(path, c)) unexpected(path, peek(path), allowed)
    }

    fun takeIf(path: String, c: Char): Boolean {
        val found = peek(path) == c
        if (found) at++
        return found
    }

    fun end() {
        val next = peek("$")
        if (next != null) unexpected("$", next, "nothing after the end")
    }

    fun word(path: String, word: String, value: JsonElement): JsonElement {
        if (!text.startsWith(word, at) || text.getOrNull(at + word.length)?.isLetter() == true) {
            unexpected(path, text[at], "a value")
        }
        at += word.length
        return value
    }

    /** The number as it is written, so that its reader decides how exact it is. */
    @OptIn(ExperimentalSerializationApi::class)
    fun number(path: String): JsonElement {
        val start = at
        skip('-')
        if (skip('0')) {
            if (text.getOrNull(at) in '0'..'9') unexpected(path, text[at], "no digit after 0")
        } else {
            digits(path)
        }
        if (skip('.')) digits(path)
        if (skip('e') || skip('E')) {
            if (!skip('+')) skip('-')
            digits(path)
        }
        return JsonUnquotedLiteral(text.substring(start, at))
    }

    private fun skip(c: Char): Boolean {
        val found = text.getOrNull(at) == c
        if (found) at++
        return found
    }

    private fun digits(path: String) {
        val start = at
        while (text.getOrNull(at) in '0'..'9') at++
        if (at == start) unexpected(path, text.getOrNull(at), "a digit")
    }

    fun string(path: String): String = buildString {
        at++
        while (true) {
            val c = text.getOrNull(at)
            if (c == null || c < ' ') unexpected(path, c, "a closing quote")
            at++
            when (c) {
                '"' -> return@buildString
                '\\' -> append(escaped(path))
                else -> append(c)
            }
        }
    }

    private fun escaped(path: String): Char {
        val c = text.getOrNull(at)
        val plain = "\"\\/bfnrt".indexOf(c ?: ' ')
        if (plain >= 0) {
            at++
            return "\"\\/\b\u000C\n\r\t"[plain]
        }
        val digits = text.substring(at, minOf(at + 5, text.length))
        val code = digits.drop(1).takeIf { it.length == 4 && it.all(::isHex) }?.toInt(16)
        if (c != 'u' || code == null) unexpected(path, c, "an escape such as \\n or \\u00e9")
        at += 5
        return code.toChar()
    }

    private fun isHex(c: Char): Boolean = c in '0'..'9' || c in 'a'..'f' || c in 'A'..'F'

    fun unexpected(path: String, received: Char?, allowed: String): Nothing {
        val before = text.substring(0, at)
        val line = before.count { it == '\n' } + 1
        val column = at - before.lastIndexOf('\n')
        val what = received?.let { quoted(it.toString()) } ?: "the end"
        refuse("$path, line $line, column $column", what, allowed, "Correct the JSON there")
    }
}
