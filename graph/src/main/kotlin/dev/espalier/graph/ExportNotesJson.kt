package dev.espalier.graph

import dev.espalier.dsl.json.EncodableJson
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull

/** The notes inside an exported model as JSON; strict, with a schema version. */
public object ExportNotesJson {

    /** The version of the format, in its key `schema`. */
    public const val SCHEMA: Int = 1

    private val json = Json { encodeDefaults = true }

    /**
     * The JSON of these notes, on one line.
     *
     * @throws IllegalArgumentException where the topology is not JSON
     */
    @JvmStatic
    public fun write(notes: ExportNotes): String =
        refusing("Not JSON") {
            EncodableJson.of(
                json.encodeToString(
                    NotesSurrogate(
                        SCHEMA,
                        notes.topology()?.let(json::parseToJsonElement) ?: JsonNull,
                        json.parseToJsonElement(FittedFeaturesJson.write(notes.fitted())),
                        notes.pruning().parts().map(::PartSurrogate),
                        notes.pruning().codes().map { CodesSurrogate(it.path(), it.values()) },
                    )
                )
            )
        }

    /**
     * The notes of this JSON.
     *
     * @throws IllegalArgumentException where it is not the JSON of notes, with the reason
     */
    @JvmStatic
    public fun read(text: String): ExportNotes {
        val read =
            refusing("Not the notes of an exported model") {
                json.decodeFromString<NotesSurrogate>(text)
            }
        require(read.schema == SCHEMA) {
            "Notes of schema ${read.schema} cannot be read; this version reads $SCHEMA."
        }
        return ExportNotes(
            read.topology.takeIf { it != JsonNull }?.toString(),
            FittedFeaturesJson.read(read.fitted.toString()),
            PruningReport(
                read.pruning.map(PartSurrogate::part),
                read.codes.map { Codes(it.path, it.values) },
            ),
        )
    }

    private fun <T> refusing(what: String, work: () -> T): T =
        try {
            work()
        } catch (e: SerializationException) {
            throw IllegalArgumentException("$what: ${e.message}", e)
        }
}

@Serializable
internal class NotesSurrogate(
    val schema: Int,
    val topology: JsonElement,
    val fitted: JsonElement,
    val pruning: List<PartSurrogate>,
    val codes: List<CodesSurrogate>,
)

@Serializable internal class CodesSurrogate(val path: String, val values: List<List<Float>>)

@Serializable internal class CostSurrogate(val parameters: Long, val multiplyAdds: Long)

@Serializable
internal class PartSurrogate(
    val path: String,
    val before: CostSurrogate,
    val after: CostSurrogate,
    val absent: List<Int>,
    val constant: List<Int>,
) {
    constructor(
        part: PruningReport.Part
    ) : this(part.path(), cost(part.before()), cost(part.after()), part.absent(), part.constant())

    fun part(): PruningReport.Part =
        PruningReport.Part(path, cost(before), cost(after), absent, constant)
}

private fun cost(cost: PruningReport.Cost) = CostSurrogate(cost.parameters(), cost.multiplyAdds())

private fun cost(cost: CostSurrogate) = PruningReport.Cost(cost.parameters, cost.multiplyAdds)
