package dev.espalier.graph

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonArrayBuilder
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/** What is inside an exported model as JSON, for machines. */
public object InspectionJson {

    /** The JSON of this inspection, on one line. */
    @JvmStatic
    public fun write(inspection: Inspection): String = buildJsonObject {
        put("tensorflow", inspection.tensorflow())
        put("parameters", inspection.parameters())
        put("bytes", inspection.bytes())
        putJsonArray("signatures") { inspection.signatures().forEach { signature(it) } }
        putJsonObject("ops") { inspection.ops().forEach { (op, n) -> put(op, n) } }
        put(
            "notes",
            inspection.notes()?.let { Json.parseToJsonElement(ExportNotesJson.write(it)) }
                ?: JsonNull,
        )
    }
        .toString()

    private fun JsonArrayBuilder.signature(signature: ServedSignature) = addJsonObject {
        put("name", signature.name())
        fields("inputs", signature.inputs())
        fields("outputs", signature.outputs())
    }

    private fun JsonObjectBuilder.fields(key: String, fields: List<ServedSignature.Field>) =
        putJsonArray(key) {
            for (field in fields) {
                addJsonObject {
                    put("name", field.name())
                    put("type", field.type().name)
                    put("shape", sizes(field))
                }
            }
        }

    private fun sizes(field: ServedSignature.Field): JsonArray = buildJsonArray {
        field.shape().forEach { add(JsonPrimitive(it)) }
    }
}
