package dev.espalier.dsl.json

import dev.espalier.dsl.Problem
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.RecordComponent
import java.util.ServiceLoader
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Records from outside of Espalier as JSON: the name of their class, and their components by name.
 * Those that are as the constructor without arguments makes them are left out. Only classes that
 * are registered as providers of [kind] are ever made.
 */
internal class CustomRecords<D : Any>(private val kind: Class<D>) {

    private fun registered(): Map<String, D> =
        ServiceLoader.load(kind).associateBy { it.javaClass.name }

    /** The name of its class. */
    fun type(declared: D): String {
        val type = declared.javaClass
        if (!type.isRecord || type.name !in registered()) {
            refuse(
                type.simpleName,
                if (type.isRecord) "a record that is not registered" else "a class",
                "a record that is registered",
                "Name ${type.name} in META-INF/services/${kind.name}, and give it a constructor" +
                    " without arguments",
            )
        }
        return type.name
    }

    /** What is not as the constructor without arguments makes it. */
    fun settings(declared: D): JsonObject {
        val usual = registered().getValue(declared.javaClass.name)
        return JsonObject(
            declared.javaClass.recordComponents
                .filter { value(it, declared) != value(it, usual) }
                .associate { it.name to jsonOf(value(it, declared)) }
        )
    }

    /** The record, of a document in which nothing is wrong. */
    fun read(type: String, settings: JsonObject): D {
        val problems = ArrayList<Problem>()
        return read(type, settings, "$", problems::add) ?: throw TopologyJsonException(problems)
    }

    /** The record, or null where something is wrong. */
    fun read(type: String, settings: JsonObject, path: String, wrong: (Problem) -> Unit): D? {
        val all = registered()
        val usual = all[type]
        if (usual == null) {
            wrong(
                Problem(
                    "$path.type",
                    shown(type),
                    if (all.isEmpty()) "nothing, for nothing is registered"
                    else all.keys.joinToString(" or ", transform = ::shown),
                    "Name the class in META-INF/services/${kind.name} on the class path",
                )
            )
            return null
        }
        val components = usual.javaClass.recordComponents.orEmpty().toList()
        return made(usual, components, settings, "$path.settings", wrong)
    }

    private fun made(
        usual: D,
        components: List<RecordComponent>,
        settings: JsonObject,
        path: String,
        wrong: (Problem) -> Unit,
    ): D? {
        val names = components.map { it.name }
        var legal = true
        fun add(key: String, received: String, allowed: String) {
            wrong(Problem(path + step(key), received, allowed, "Correct or remove it"))
            legal = false
        }
        for (key in settings.keys - names.toSet()) {
            add(key, "an unknown key", if (names.isEmpty()) "no key" else names.joinToString(", "))
        }
        val values = components.map { component ->
            val given = settings[component.name]
            if (given == null) value(component, usual)
            else
                settingOf(component.genericType, given)
                    ?: null.also { add(component.name, text(given), allowed(component)) }
        }
        return if (legal) construct(usual, components, values, path, wrong) else null
    }

    private fun construct(
        usual: D,
        components: List<RecordComponent>,
        values: List<Any?>,
        path: String,
        wrong: (Problem) -> Unit,
    ): D? {
        val types = components.map { it.type }.toTypedArray()
        val constructor = usual.javaClass.getDeclaredConstructor(*types)
        constructor.isAccessible = true
        return try {
            constructor.newInstance(*values.toTypedArray())
        } catch (e: InvocationTargetException) {
            val said = e.targetException.message ?: e.targetException.javaClass.name
            wrong(Problem(path, said, "settings the record takes", "Correct them"))
            null
        }
    }

    private fun value(component: RecordComponent, of: D): Any? =
        component.accessor.apply { isAccessible = true }.invoke(of)

    private fun text(given: JsonElement): String =
        if (given is JsonPrimitive && given.isString) shown(given.content) else "$given".take(SHOWN)

    private fun allowed(component: RecordComponent): String =
        "a setting of type ${component.genericType.typeName}"
}
