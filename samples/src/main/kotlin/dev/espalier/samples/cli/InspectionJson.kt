package dev.espalier.samples.cli

import dev.espalier.graph.ServedSignature
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** What there is to know of an exported model, for machines. */
internal object InspectionJson {

    @JvmStatic
    fun write(inspection: Inspection): String {
        val notes = inspection.notes()
        return Json.encodeToString(
            InspectionDocument(
                inspection.model().toString(),
                inspection.signatures().map(::SignatureDocument),
                notes?.topology()?.let(Json::parseToJsonElement),
                notes?.let { PruningDocument(it.pruning()) },
            )
        )
    }
}

@Serializable
private class InspectionDocument(
    val model: String,
    val signatures: List<SignatureDocument>,
    val topology: JsonElement?,
    val pruning: PruningDocument?,
)

@Serializable
private class SignatureDocument(
    val name: String,
    val inputs: List<FieldDocument>,
    val outputs: List<FieldDocument>,
) {
    constructor(
        signature: ServedSignature
    ) : this(
        signature.name(),
        signature.inputs().map(::FieldDocument),
        signature.outputs().map(::FieldDocument),
    )
}

@Serializable
private class FieldDocument(val name: String, val type: String, val shape: List<Long>) {
    constructor(field: ServedSignature.Field) : this(field.name(), field.type().name, field.shape())
}
