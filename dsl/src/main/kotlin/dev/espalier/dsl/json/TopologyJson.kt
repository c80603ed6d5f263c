package dev.espalier.dsl.json

import dev.espalier.dsl.Limits
import dev.espalier.dsl.Topology
import dev.espalier.dsl.TopologyException
import kotlinx.serialization.json.Json

/**
 * Topologies as JSON of a versioned schema. Settings at their defaults are left out. What is
 * written is read back as an equal topology.
 */
public object TopologyJson {
    /** The version of the schema that is written and read: the value of the key `schema`. */
    public const val SCHEMA: Int = 1

    private val json = Json {
        encodeDefaults = false
        explicitNulls = false
    }

    /**
     * This topology as JSON, the same text for equal topologies.
     *
     * @throws TopologyException when the topology was made by its constructor and is not valid
     */
    @JvmStatic
    public fun write(topology: Topology): String {
        val problems = topology.problems(UNLIMITED)
        if (problems.isNotEmpty()) throw TopologyException(topology.name, problems)
        val document = TopologyDocument(topology)
        return prettyJson(json.encodeToJsonElement(TopologyDocument.serializer(), document))
    }

    /**
     * The topology that this JSON describes. Unknown keys, repeated keys, null, and numbers or
     * texts in the place of one another are refused.
     *
     * @param limits how large the text and the topology may be
     * @throws TopologyJsonException when the text is not such JSON
     * @throws TopologyException with every problem of the topology it describes
     */
    @JvmStatic
    @JvmOverloads
    public fun read(text: String, limits: Limits = Limits.defaults()): Topology {
        return StrictJson.read(TopologyDocument.serializer(), SCHEMA, text, limits).topology(limits)
    }

    /** Sizes are the reader's concern: what was built within larger limits can be written. */
    private val UNLIMITED =
        Int.MAX_VALUE.let { Limits(it, it, it, it, it, it, it, Long.MAX_VALUE, it, it, it) }
}
