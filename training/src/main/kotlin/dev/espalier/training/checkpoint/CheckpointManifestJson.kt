package dev.espalier.training.checkpoint

import kotlinx.serialization.json.Json

/**
 * Manifests as JSON of a versioned schema, sealed with a checksum: what is read is, to the
 * character, what was written.
 */
public object CheckpointManifestJson {
    /** The version of the schema that is written and read: the value of the key `schema`. */
    public const val SCHEMA: Int = 1

    private val json = Json { prettyPrint = true }
    private val anyVersion = Json { ignoreUnknownKeys = true }

    /** The JSON of this manifest, the same text for equal manifests. */
    @JvmStatic
    public fun write(manifest: CheckpointManifest): String =
        ManifestSeal.close(json.encodeToString(ManifestSurrogate(manifest)))

    /**
     * The manifest of this JSON.
     *
     * @throws IllegalArgumentException when the text is not what [write] wrote, with the reason
     */
    @JvmStatic
    public fun read(text: String): CheckpointManifest {
        val body = ManifestSeal.open(text)
        val schema = anyVersion.decodeFromString<SchemaSurrogate>(body).schema
        if (schema > SCHEMA) throw NewerSchema(schema)
        require(schema == SCHEMA) { "has schema $schema, this version reads $SCHEMA" }
        val manifest = json.decodeFromString<ManifestSurrogate>(body).manifest()
        // Repeated keys, numbers in quotes and the like end here.
        require(write(manifest) == text) { "is not written as a manifest is" }
        return manifest
    }
}
