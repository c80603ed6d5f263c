package dev.espalier.dsl.json

import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/** A setting of this type, or null where the JSON is of another. */
internal fun settingOf(type: Type, given: JsonElement): Any? =
    when {
        type is ParameterizedType && type.rawType == List::class.java -> {
            val each = (given as? JsonArray)?.map { settingOf(type.actualTypeArguments[0], it) }
            if (each == null || null in each) null else each
        }
        given !is JsonPrimitive || type !is Class<*> -> null
        type == String::class.java -> given.content.takeIf { given.isString }
        type.isEnum ->
            type.enumConstants.firstOrNull {
                given.isString && (it as Enum<*>).name == given.content
            }
        given.isString -> null
        else -> primitive(type, given.content)
    }

private fun primitive(type: Class<*>, text: String): Any? =
    when (type.kotlin) {
        Int::class -> text.toIntOrNull()
        Long::class -> text.toLongOrNull()
        Float::class -> text.toFloatOrNull()?.takeIf { it.isFinite() }
        Double::class -> text.toDoubleOrNull()?.takeIf { it.isFinite() }
        Boolean::class -> text.toBooleanStrictOrNull()
        else -> null
    }

/** A setting as JSON. */
internal fun jsonOf(value: Any?): JsonElement =
    when (value) {
        is List<*> -> JsonArray(value.map(::jsonOf))
        is Number -> JsonPrimitive(value)
        is Boolean -> JsonPrimitive(value)
        is Enum<*> -> JsonPrimitive(value.name)
        is String -> JsonPrimitive(value)
        else ->
            refuse(
                "custom",
                if (value == null) "null" else "a setting of type ${value.javaClass.name}",
                "numbers, texts, booleans, enums, and lists of them",
                "Use another type for this component",
            )
    }
