@file:OptIn(ExperimentalSerializationApi::class)

package dev.espalier.dsl.json

import dev.espalier.dsl.Problem
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.PolymorphicKind
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.elementNames
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull

/**
 * Holds a document to its schema, which is read from the documents' serializers: after this,
 * decoding cannot fail. Deviations are reported at once, the first hundred of them.
 *
 * @param version the only value of the key `schema` that is known
 * @throws TopologyJsonException when it deviates
 */
internal fun checkSchema(schema: SerialDescriptor, document: JsonElement, version: Int) {
    val check = SchemaCheck()
    check.version(document, version)
    if (check.problems.isEmpty()) check.element(schema, document, "$")
    if (check.problems.isNotEmpty()) throw TopologyJsonException(check.problems)
}

/** A text that is wrong everywhere is not listed to its end. */
private const val MOST = 100

private class SchemaCheck {
    val problems = ArrayList<Problem>()

    /** Of another version nothing else can be said. */
    fun version(document: JsonElement, known: Int) {
        val version = (document as? JsonObject)?.get("schema")
        val current = known.toString()
        if (document is JsonObject && (version as? JsonPrimitive)?.content != current) {
            add("$.schema", received(version), current, "Only this version of the schema is known")
        }
    }

    fun element(schema: SerialDescriptor, element: JsonElement, path: String) {
        when (val kind = schema.kind) {
            StructureKind.CLASS,
            StructureKind.OBJECT ->
                if (element is JsonObject) members(schema, element, path)
                else wrong(path, element, "an object, { … }")
            StructureKind.MAP ->
                if (element is JsonObject) {
                    val each = schema.getElementDescriptor(1)
                    element.forEach { (key, value) -> element(each, value, path + step(key)) }
                } else wrong(path, element, "an object, { … }")
            StructureKind.LIST ->
                if (element is JsonArray) {
                    val each = schema.getElementDescriptor(0)
                    element.forEachIndexed { i, it -> element(each, it, "$path[$i]") }
                } else wrong(path, element, "an array, [ … ]")
            PrimitiveKind.STRING -> if (!isText(element)) wrong(path, element, "text in quotes")
            SerialKind.ENUM ->
                if (!isText(element) || (element as JsonPrimitive).content !in schema.elementNames)
                    wrong(
                        path,
                        element,
                        schema.elementNames.joinToString(" or ", transform = ::quoted),
                    )
            PrimitiveKind.INT ->
                if (number(element)?.toIntOrNull() == null) wrong(path, element, "a whole number")
            PrimitiveKind.LONG ->
                if (number(element)?.toLongOrNull() == null) wrong(path, element, "a whole number")
            PrimitiveKind.FLOAT ->
                if (number(element)?.toFloat()?.isFinite() != true)
                    wrong(path, element, "a number of at most ${Float.MAX_VALUE}")
            PrimitiveKind.DOUBLE ->
                if (number(element)?.toDouble()?.isFinite() != true)
                    wrong(path, element, "a number of at most ${Double.MAX_VALUE}")
            PrimitiveKind.BOOLEAN ->
                if ((element as? JsonPrimitive)?.booleanOrNull == null || isText(element))
                    wrong(path, element, "true or false")
            // Any JSON, of which nothing is known here.
            PolymorphicKind.SEALED -> Unit
            else -> error("The schema check knows no $kind")
        }
    }

    private fun members(schema: SerialDescriptor, document: JsonObject, path: String) {
        val names = schema.elementNames.toList()
        val allowed = if (names.isEmpty()) "no key" else names.joinToString(", ")
        val oneOf = schema.annotations.any { it is OneOf }
        for ((key, value) in document) {
            val index = names.indexOf(key)
            if (index < 0) {
                add(path + step(key), "an unknown key", allowed, "Correct or remove it")
            } else {
                element(schema.getElementDescriptor(index), value, path + step(key))
            }
        }
        if (oneOf && document.keys.count { it in names } != 1) {
            val keys = document.keys.filter { it in names }
            val received = if (keys.isEmpty()) "none" else keys.joinToString(" and ")
            add(path, received, "one of $allowed", "Give exactly one")
        }
        val custom = schema.annotations.filterIsInstance<Custom>().firstOrNull()
        if (custom != null) custom(custom.kind, document, path)
        for (pair in schema.annotations.filterIsInstance<NotBoth>()) {
            if (pair.one in document && pair.other in document) {
                val both = "${pair.one} and ${pair.other}"
                add(path, both, "${pair.one} or ${pair.other}", "Remove one of them")
            }
        }
        names.forEachIndexed { i, name ->
            if (!schema.isElementOptional(i) && name !in document) {
                add(
                    path + step(name),
                    "nothing",
                    expected(schema.getElementDescriptor(i)),
                    "Add it",
                )
            }
        }
    }

    private fun custom(kind: String, document: JsonObject, path: String) {
        val type = document["type"]
        val settings = document["settings"] ?: JsonObject(emptyMap())
        if (type is JsonPrimitive && type.isString && settings is JsonObject) {
            customRecords(kind).read(type.content, settings, path) {
                add(it.path, it.received, it.allowed, it.hint)
            }
        }
    }

    private fun expected(schema: SerialDescriptor): String =
        when (schema.kind) {
            PrimitiveKind.INT,
            PrimitiveKind.LONG -> "a whole number"
            PrimitiveKind.DOUBLE -> "a number"
            PrimitiveKind.STRING -> "text in quotes"
            PolymorphicKind.SEALED -> "a value"
            StructureKind.LIST -> "an array, [ … ]"
            else -> "an object, { … }"
        }

    private fun isText(element: JsonElement): Boolean = element is JsonPrimitive && element.isString

    private fun number(element: JsonElement): String? =
        (element as? JsonPrimitive)
            ?.takeIf { !it.isString && it.content.first().let { c -> c == '-' || c.isDigit() } }
            ?.content

    private fun wrong(path: String, element: JsonElement, allowed: String) {
        val hint = if (element is JsonNull) "Leave the key out for its default" else "Correct it"
        add(path, received(element), allowed, hint)
    }

    private fun add(path: String, received: String, allowed: String, hint: String) {
        if (problems.size < MOST) problems.add(Problem(path, received, allowed, hint))
    }
}

private fun received(element: JsonElement?): String =
    when (element) {
        null -> "nothing"
        is JsonObject -> "an object"
        is JsonArray -> "an array"
        is JsonPrimitive ->
            if (element.isString) shown(element.content) else element.content.take(SHOWN)
    }
