package dev.espalier.samples.study

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement

// The documents are the schema of a study file; a change that an old reader cannot take needs a new
// StudyJson.SCHEMA.

@Serializable
@SerialName("study")
internal class StudyDocument(
    val schema: Int,
    val name: String,
    val topology: JsonElement,
    val options: Map<String, JsonElement>,
    val dimensions: List<DimensionDocument>,
    val search: SearchDocument,
    val objectives: List<String> = emptyList(),
    val score: String = "mean",
    val pruning: PruningDocument? = null,
)

@Serializable
internal class DimensionDocument(
    val name: String,
    val at: JsonElement? = null,
    val option: String? = null,
    val choice: List<JsonElement>? = null,
    val labels: List<String>? = null,
    val uniform: RangeDocument? = null,
    val logUniform: RangeDocument? = null,
    val integers: IntegersDocument? = null,
)

@Serializable internal class RangeDocument(val from: Double, val to: Double)

@Serializable
internal class IntegersDocument(
    val from: Long,
    val to: Long,
    val step: Long = 1,
    val logarithmic: Boolean = false,
)

@Serializable
internal class SearchDocument(val grid: GridDocument? = null, val random: RandomDocument? = null)

@Serializable internal class GridDocument

@Serializable internal class RandomDocument(val trials: Int, val seed: Long = 0)

@Serializable
internal class PruningDocument(
    val median: MedianDocument? = null,
    val halving: HalvingDocument? = null,
)

@Serializable internal class MedianDocument(val warmUp: Int = 1, val atLeast: Int = 4)

@Serializable internal class HalvingDocument(val first: Int = 1, val factor: Int = 3)
