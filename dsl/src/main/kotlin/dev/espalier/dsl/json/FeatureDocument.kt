package dev.espalier.dsl.json

import dev.espalier.dsl.Categorical
import dev.espalier.dsl.Feature
import dev.espalier.dsl.FeatureDeclaration
import dev.espalier.dsl.Features
import dev.espalier.dsl.Image
import dev.espalier.dsl.Multivalent
import dev.espalier.dsl.Numeric
import dev.espalier.dsl.Sequence
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
@SerialName("feature")
@OneOf
internal class FeatureDocument(
    @SerialName("numeric") val numeric: NumericDocument? = null,
    @SerialName("categorical") val categorical: CategoricalDocument? = null,
    @SerialName("multivalent") val multivalent: MultivalentDocument? = null,
    @SerialName("sequence") val sequence: SequenceDocument? = null,
    @SerialName("image") val image: ImageDocument? = null,
    @SerialName("custom") val custom: CustomFeatureDocument? = null,
) {
    fun feature(): Feature =
        one(
            numeric?.feature(),
            categorical?.feature(),
            multivalent?.feature(),
            sequence?.feature(),
            image?.feature(),
            custom?.let { customFeatures.read(it.type, it.settings) },
        )
}

@Serializable
@SerialName("categorical")
internal class CategoricalDocument(
    @SerialName("name") val name: String,
    @SerialName("coding") val coding: CodingDocument,
    @SerialName("encoding") val encoding: EncodingDocument = EncodingDocument(),
) {
    fun feature(): Feature = Categorical(name, coding.coding(), encoding.encoding())
}

@Serializable
@SerialName("coding")
@OneOf
internal class CodingDocument(
    @SerialName("id") val id: IdDocument? = null,
    @SerialName("vocabulary") val vocabulary: VocabularyDocument? = null,
    @SerialName("hash") val hash: HashDocument? = null,
    @SerialName("buckets") val buckets: BucketsDocument? = null,
) {
    fun coding(): Categorical.Coding =
        one(
            id?.let { Categorical.Id(it.size) },
            vocabulary?.let { Categorical.Vocabulary(it.size, it.words, it.atLeast) },
            hash?.let { Categorical.Hash(it.buckets) },
            buckets?.let { Categorical.Buckets(it.size, it.boundaries) },
        )
}

@Serializable @SerialName("id") internal class IdDocument(@SerialName("size") val size: Int)

@Serializable
@SerialName("vocabulary")
internal class VocabularyDocument(
    @SerialName("size") val size: Int,
    @SerialName("words") val words: List<String> = emptyList(),
    @SerialName("atLeast") val atLeast: Int = 1,
)

@Serializable
@SerialName("hash")
internal class HashDocument(@SerialName("buckets") val buckets: Int)

@Serializable
@SerialName("buckets")
internal class BucketsDocument(
    @SerialName("size") val size: Int,
    @SerialName("boundaries") val boundaries: List<Float> = emptyList(),
)

@Serializable
@SerialName("encoding")
@OneOf
internal data class EncodingDocument(
    @SerialName("embedding") val embedding: EmbeddingDocument? = null,
    @SerialName("oneHot") val oneHot: OneHotDocument? = null,
    @SerialName("shared") val shared: SharedEmbeddingDocument? = null,
) {
    /** The default: learned rows of the default width. */
    constructor() : this(embedding = EmbeddingDocument(Features.DEFAULT_DIMENSION))

    fun encoding(): Categorical.Encoding =
        one(
            embedding?.let { Categorical.Embedding(it.dimension, it.start.value) },
            oneHot?.let { Categorical.OneHot() },
            shared?.let { Categorical.SharedEmbedding(it.of, it.dimension) },
        )
}

@Serializable
@SerialName("embedding")
internal data class EmbeddingDocument(
    @SerialName("dimension") val dimension: Int,
    @SerialName("start") val start: StartDocument = StartDocument.DRAWN,
)

@Serializable
@SerialName("start")
internal enum class StartDocument(val value: Categorical.Start) {
    @SerialName("drawn") DRAWN(Categorical.Start.DRAWN),
    @SerialName("tuned") TUNED(Categorical.Start.TUNED),
    @SerialName("frozen") FROZEN(Categorical.Start.FROZEN),
}

private fun documentOf(start: Categorical.Start): StartDocument =
    when (start) {
        Categorical.Start.DRAWN -> StartDocument.DRAWN
        Categorical.Start.TUNED -> StartDocument.TUNED
        Categorical.Start.FROZEN -> StartDocument.FROZEN
    }

@Serializable
@SerialName("sharedEmbedding")
internal data class SharedEmbeddingDocument(
    @SerialName("of") val of: String,
    @SerialName("dimension") val dimension: Int,
)

@Serializable @SerialName("oneHot") internal data object OneHotDocument

internal fun documentOf(feature: Feature): FeatureDocument =
    when (feature) {
        is Numeric -> FeatureDocument(numeric = NumericDocument(feature))
        is Categorical ->
            FeatureDocument(
                categorical =
                    CategoricalDocument(
                        feature.name,
                        documentOf(feature.coding),
                        documentOf(feature.encoding),
                    )
            )
        is Multivalent -> FeatureDocument(multivalent = MultivalentDocument(feature))
        is Sequence -> FeatureDocument(sequence = SequenceDocument(feature))
        is Image -> FeatureDocument(image = ImageDocument(feature))
        is FeatureDeclaration ->
            FeatureDocument(
                custom =
                    CustomFeatureDocument(
                        customFeatures.type(feature),
                        customFeatures.settings(feature),
                    )
            )
    }

internal fun documentOf(coding: Categorical.Coding): CodingDocument =
    when (coding) {
        is Categorical.Id -> CodingDocument(id = IdDocument(coding.size))
        is Categorical.Vocabulary ->
            CodingDocument(
                vocabulary = VocabularyDocument(coding.size, coding.words, coding.atLeast)
            )
        is Categorical.Hash -> CodingDocument(hash = HashDocument(coding.buckets))
        is Categorical.Buckets ->
            CodingDocument(buckets = BucketsDocument(coding.size, coding.boundaries))
    }

internal fun documentOf(encoding: Categorical.Encoding): EncodingDocument =
    when (encoding) {
        is Categorical.Embedding ->
            EncodingDocument(
                embedding = EmbeddingDocument(encoding.dimension, documentOf(encoding.start))
            )
        is Categorical.OneHot -> EncodingDocument(oneHot = OneHotDocument)
        is Categorical.SharedEmbedding ->
            EncodingDocument(shared = SharedEmbeddingDocument(encoding.of, encoding.dimension))
    }
