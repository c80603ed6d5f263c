package dev.espalier.dsl.json

import dev.espalier.dsl.Problem

/** Most characters of a document that a message repeats in one place. */
internal const val SHOWN: Int = 80

private val PLAIN_KEY = Regex("[A-Za-z_][A-Za-z0-9_]*")

/** A key as the next step of a path: `.tower`, or `["any text"]`. */
internal fun step(key: String): String =
    if (key.length <= SHOWN && key.matches(PLAIN_KEY)) ".$key" else "[${shown(key)}]"

/** A text in quotes, on one line and not endless. */
internal fun shown(text: String): String =
    quoted(if (text.length <= SHOWN) text else text.take(SHOWN) + "…")

internal fun refuse(path: String, received: String, allowed: String, hint: String): Nothing =
    throw TopologyJsonException(listOf(Problem(path, received, allowed, hint)))
