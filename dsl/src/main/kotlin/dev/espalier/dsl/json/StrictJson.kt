package dev.espalier.dsl.json

import dev.espalier.dsl.Limits
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/**
 * Documents in JSON of a versioned schema, read to the letter: topologies, and what stands beside
 * them. Unknown keys, repeated keys, null where it means nothing, and numbers or texts in the place
 * of one another are refused, all of them at once.
 */
public object StrictJson {
    private val json = Json {
        encodeDefaults = false
        explicitNulls = false
    }

    /**
     * The document that this JSON describes.
     *
     * @param schema serializer of its class, which has a number `schema`
     * @param version the only value of its key `schema` that is read
     * @param limits how large the text may be
     * @throws TopologyJsonException when the text is not such JSON, with every place
     */
    @JvmStatic
    @JvmOverloads
    public fun <T> read(
        schema: KSerializer<T>,
        version: Int,
        text: String,
        limits: Limits = Limits.defaults(),
    ): T {
        val element = tree(text, limits)
        checkSchema(schema.descriptor, element, version)
        return json.decodeFromJsonElement(schema, element)
    }

    /**
     * Any JSON, as it is written.
     *
     * @throws TopologyJsonException when the text is none, with the first place
     */
    @JvmStatic
    @JvmOverloads
    public fun tree(text: String, limits: Limits = Limits.defaults()): JsonElement =
        StrictJsonReader(text, limits).read()

    /** This JSON as text for people: what fits on a line stands on one. */
    @JvmStatic public fun write(element: JsonElement): String = prettyJson(element)
}
