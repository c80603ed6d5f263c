package dev.espalier.training.checkpoint

import java.util.OptionalDouble
import kotlinx.serialization.Serializable

// The surrogates are the schema. They stay as they are when the records move; a change that an old
// reader cannot take needs a new CheckpointManifestJson.SCHEMA.

/** What every version has. */
@Serializable internal class SchemaSurrogate(val schema: Int)

@Serializable
internal class ManifestSurrogate(
    val schema: Int,
    val topology: TopologySurrogate,
    val step: Long,
    val epoch: Long,
    val batch: Long,
    val seed: Long,
    val score: Double?,
    val files: List<FileSurrogate>,
    val texts: Map<String, String>,
) {
    constructor(
        manifest: CheckpointManifest
    ) : this(
        CheckpointManifestJson.SCHEMA,
        TopologySurrogate(manifest.facts.topology.name, manifest.facts.topology.sha256),
        manifest.facts.step,
        manifest.facts.position.epoch,
        manifest.facts.position.batch,
        manifest.facts.seed,
        manifest.facts.score.run { if (isPresent) asDouble else null },
        manifest.files.map { FileSurrogate(it.name, it.bytes, it.sha256) },
        manifest.facts.texts,
    )

    fun manifest(): CheckpointManifest {
        val measured = if (score == null) OptionalDouble.empty() else OptionalDouble.of(score)
        val fingerprint = TopologyFingerprint(topology.name, topology.sha256)
        val position = DataPosition(epoch, batch)
        return CheckpointManifest(
            CheckpointFacts(fingerprint, step, position, seed, measured, texts),
            files.map { CheckpointFile(it.name, it.bytes, it.sha256) },
        )
    }
}

@Serializable internal class TopologySurrogate(val name: String, val sha256: String)

@Serializable internal class FileSurrogate(val name: String, val bytes: Long, val sha256: String)
