package dev.espalier.samples.study

import dev.espalier.dsl.json.StrictJson
import dev.espalier.dsl.json.TopologyJsonException
import java.io.IOException
import java.nio.charset.CharacterCodingException
import java.nio.file.Files
import java.nio.file.Path
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject

/** Studies as JSON of a versioned schema. */
object StudyJson {
    /** The version of the schema: the value of the key `schema`. */
    const val SCHEMA: Int = 1

    private val json = Json { explicitNulls = false }

    /**
     * The study of a file. A topology that it names by its file is read from beside it.
     *
     * @param trials of a random search, instead of the file's number; null for that
     * @throws StudyException when it is none, with every problem
     * @throws TopologyJsonException when the text is not such JSON, with the first problem
     */
    @JvmStatic
    @Throws(IOException::class)
    fun read(file: Path, trials: Int? = null): Study {
        val document = StrictJson.read(StudyDocument.serializer(), SCHEMA, text(file))
        val topology = topology(document.topology, file.toAbsolutePath().parent)
        val reader = StudyReader(document)
        val dimensions = reader.dimensions()
        val search = reader.search(dimensions, trials)
        val score = reader.score()
        val pruning = reader.pruning()
        if (reader.problems.isNotEmpty()) throw StudyException(reader.problems)
        val whole = json.encodeToJsonElement(StudyDocument.serializer(), document).jsonObject
        return Study(
            document.name,
            topology,
            document.options,
            dimensions,
            search!!,
            document.objectives,
            score,
            pruning,
            JsonObject(whole + ("topology" to topology)),
        )
    }

    private fun topology(given: JsonElement, folder: Path): JsonElement {
        if (given is JsonObject) return given
        if (given !is JsonPrimitive || !given.isString) {
            throw StudyException("$.topology: received $given, allowed is a file or an object.")
        }
        val file = folder.resolve(given.content)
        if (!Files.isRegularFile(file)) {
            throw StudyException("$.topology: $file: there is no such file.")
        }
        return tree(file)
    }

    /** Read as strictly as a topology is, whatever is in it. */
    private fun tree(file: Path): JsonElement =
        try {
            StrictJson.tree(text(file))
        } catch (wrong: TopologyJsonException) {
            throw StudyException("$file: ${wrong.message}")
        }

    private fun text(file: Path): String =
        try {
            Files.readString(file)
        } catch (wrong: CharacterCodingException) {
            throw StudyException("$file: this is not UTF-8.")
        }
}
