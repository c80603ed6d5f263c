package dev.espalier.graph

import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json

/**
 * Fitted features as JSON: what stands beside a checkpoint and inside an exported model.
 *
 * Strict: an unknown key, another schema version, a feature given twice, and numbers that no
 * fitting gives are refused. Numbers are written with the digits that bring back the same float32.
 */
public object FittedFeaturesJson {

    /** The version of the format, in its key `schema`. */
    public const val SCHEMA: Int = 1

    private val json = Json

    /** The JSON of these features, on one line. */
    @JvmStatic
    public fun write(features: FittedFeatures): String =
        json.encodeToString(
            FittedSurrogate(
                SCHEMA,
                features.standardizations().map { (feature, fitted) ->
                    StandardizationSurrogate(feature, fitted.means(), fitted.deviations())
                },
                features.vocabularies().map { (feature, words) ->
                    VocabularySurrogate(feature, words)
                },
                features.boundaries().map { (feature, numbers) ->
                    BoundariesSurrogate(feature, numbers)
                },
                features.quantiles().map { (feature, scales) ->
                    QuantilesSurrogate(
                        feature,
                        scales.map { ScaleSurrogate(it.values(), it.shares()) },
                    )
                },
            )
        )

    /**
     * The features of this JSON.
     *
     * @throws IllegalArgumentException where it is not the JSON of fitted features, with the reason
     */
    @JvmStatic
    public fun read(text: String): FittedFeatures {
        val read =
            try {
                json.decodeFromString<FittedSurrogate>(text)
            } catch (e: SerializationException) {
                throw IllegalArgumentException("Not the JSON of fitted features: ${e.message}", e)
            }
        require(read.schema == SCHEMA) {
            "Fitted features of schema ${read.schema} cannot be read; this version reads $SCHEMA."
        }
        return FittedFeatures(
            unique(
                read.standardizations.map { it.feature to Standardization(it.means, it.deviations) }
            ),
            unique(read.vocabularies.map { it.feature to it.words }),
            unique(read.boundaries.map { it.feature to it.boundaries }),
            unique(
                read.quantiles.map { fitted ->
                    fitted.feature to fitted.components.map { QuantileScale(it.values, it.shares) }
                }
            ),
        )
    }

    private fun <V> unique(pairs: List<Pair<String, V>>): Map<String, V> {
        val found = LinkedHashMap<String, V>()
        for ((feature, value) in pairs) {
            require(found.put(feature, value) == null) { "Feature \"$feature\" is fitted twice." }
        }
        return found
    }
}

@Serializable
internal class FittedSurrogate(
    val schema: Int,
    val standardizations: List<StandardizationSurrogate>,
    val vocabularies: List<VocabularySurrogate>,
    val boundaries: List<BoundariesSurrogate> = emptyList(),
    val quantiles: List<QuantilesSurrogate> = emptyList(),
)

@Serializable
internal class StandardizationSurrogate(
    val feature: String,
    val means: List<Float>,
    val deviations: List<Float>,
)

@Serializable internal class BoundariesSurrogate(val feature: String, val boundaries: List<Float>)

@Serializable
internal class QuantilesSurrogate(val feature: String, val components: List<ScaleSurrogate>)

@Serializable internal class ScaleSurrogate(val values: List<Float>, val shares: List<Float>)

@Serializable internal class VocabularySurrogate(val feature: String, val words: List<String>)
