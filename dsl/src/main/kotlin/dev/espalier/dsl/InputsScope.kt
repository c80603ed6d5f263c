package dev.espalier.dsl

import dev.espalier.dsl.Categorical.Embedding
import dev.espalier.dsl.Categorical.Encoding
import dev.espalier.dsl.Categorical.OneHot
import dev.espalier.dsl.Categorical.SharedEmbedding

/**
 * The features of a topology, in the order in which the network sees them.
 *
 * @see Features
 */
@TopologyDsl
public class InputsScope internal constructor(private val builder: TopologyBuilder) {

    /** A one at the category's row, zeros elsewhere: `categorical("day", 7, encoding = oneHot)`. */
    public val oneHot: Encoding = OneHot()

    /** No scaling: `numeric("age", scaling = raw)`. */
    public val raw: Numeric.Scaling = Numeric.Scaling.RAW

    /** The transform sign(x) ln(1 + |x|): `numeric("price", transforms = listOf(log))`. */
    public val log: Numeric.Transform = Numeric.Log()

    /** A second number per component, 1 where the first is missing. */
    public val indicated: Numeric.Missing = Numeric.Missing.INDICATED

    /**
     * The transform that limits numbers to [low, high].
     *
     * @see Numeric.clip
     */
    public fun clip(low: Float, high: Float): Numeric.Transform = Numeric.Clip(low, high)

    /**
     * The scaling to [0, 1] by [count] quantiles of the training part.
     *
     * @see Numeric.quantiles
     */
    public fun quantiles(count: Int): Numeric.Scaling = Numeric.Quantiles(count)

    /** The mean of the values that count. */
    public val mean: Pooling = Pooling.Mean()

    /** The sum of the values that count. */
    public val sum: Pooling = Pooling.Sum()

    /** The largest of each component of the values that count. */
    public val max: Pooling = Pooling.Max()

    /**
     * Rows that are given when the model is compiled, and trained from there: `vocabulary("word",
     * 20_000, pretrained(300))`.
     *
     * @param dimension numbers per row
     * @see Categorical.pretrained
     */
    public fun pretrained(dimension: Int = Features.DEFAULT_DIMENSION): Encoding =
        Embedding(dimension, Categorical.Start.TUNED)

    /**
     * Rows that are given when the model is compiled, and stay as they are.
     *
     * @param dimension numbers per row
     * @see Categorical.frozen
     */
    public fun frozen(dimension: Int = Features.DEFAULT_DIMENSION): Encoding =
        Embedding(dimension, Categorical.Start.FROZEN)

    /**
     * The learned rows of another feature: `categorical("last_item", 50_000, sharing("item"))`.
     *
     * @param feature a category of the same coding, with rows of its own
     * @param dimension numbers per row, as many as that feature has
     * @see Categorical.sharing
     */
    public fun sharing(
        feature: String,
        dimension: Int = Features.DEFAULT_DIMENSION,
    ): Encoding = SharedEmbedding(feature, dimension)

    /**
     * Numbers, each a feature of its own.
     *
     * @param width numbers per example; a feature of width n reads the columns `name_0 …
     *   name_(n-1)` of a table
     * @param transforms what is done to each number first, in this order
     * @param scaling how the numbers are brought to one scale
     * @param missing whether the network is told of missing numbers
     * @see Features.numeric
     * @see Numeric.raw
     */
    public fun numeric(
        name: String,
        vararg more: String,
        width: Int = 1,
        transforms: List<Numeric.Transform> = emptyList(),
        scaling: Numeric.Scaling = Numeric.Scaling.STANDARDIZED,
        missing: Numeric.Missing = Numeric.Missing.FILLED,
    ) {
        for (each in listOf(name, *more)) {
            feature(Numeric(each, width, transforms, scaling, missing))
        }
    }

    /**
     * A category given by an integer in [0, vocabulary), with learned rows.
     *
     * @param dimension numbers per row
     * @see Features.categorical
     */
    public fun categorical(
        name: String,
        vocabulary: Int,
        dimension: Int = Features.DEFAULT_DIMENSION,
    ) {
        categorical(name, vocabulary, Embedding(dimension))
    }

    /**
     * A category given by an integer in [0, vocabulary).
     *
     * @param encoding what the network sees of it
     * @see Features.categorical
     */
    public fun categorical(name: String, vocabulary: Int, encoding: Encoding) {
        feature(Categorical(name, Categorical.Id(vocabulary), encoding))
    }

    /**
     * A category given by one of these words, with learned rows.
     *
     * @param dimension numbers per row
     * @see Features.vocabulary
     */
    public fun vocabulary(
        name: String,
        words: List<String>,
        dimension: Int = Features.DEFAULT_DIMENSION,
    ) {
        vocabulary(name, words, Embedding(dimension))
    }

    /**
     * A category given by one of these words.
     *
     * @param encoding what the network sees of it
     * @see Features.vocabulary
     */
    public fun vocabulary(name: String, words: List<String>, encoding: Encoding) {
        feature(Categorical(name, Categorical.Vocabulary(words.size, words), encoding))
    }

    /**
     * A category given by text, with learned rows; the [size] most frequent words of the training
     * part are known.
     *
     * @param dimension numbers per row
     * @see Features.vocabulary
     */
    public fun vocabulary(
        name: String,
        size: Int,
        dimension: Int = Features.DEFAULT_DIMENSION,
    ) {
        vocabulary(name, size, Embedding(dimension))
    }

    /**
     * A category given by text; the [size] most frequent words of the training part are known.
     *
     * @param encoding what the network sees of it
     * @see Features.vocabulary
     */
    public fun vocabulary(name: String, size: Int, encoding: Encoding) {
        feature(Categorical(name, Categorical.Vocabulary(size, emptyList()), encoding))
    }

    /**
     * A category given by text that is hashed into [buckets] learned rows.
     *
     * @param dimension numbers per row
     * @see Features.hashed
     */
    public fun hashed(
        name: String,
        buckets: Int,
        dimension: Int = Features.DEFAULT_DIMENSION,
    ) {
        hashed(name, buckets, Embedding(dimension))
    }

    /**
     * A category given by text that is hashed into [buckets] rows.
     *
     * @param encoding what the network sees of it
     * @see Features.hashed
     */
    public fun hashed(name: String, buckets: Int, encoding: Encoding) {
        feature(Categorical(name, Categorical.Hash(buckets), encoding))
    }

    /**
     * A category given by a number, with learned rows for n + 1 buckets: below the first of these
     * increasing boundaries, from one up to the next, and from the last one on.
     *
     * @param dimension numbers per row
     * @see Features.bucketized
     */
    public fun bucketized(
        name: String,
        vararg boundaries: Float,
        dimension: Int = Features.DEFAULT_DIMENSION,
    ) {
        bucketized(name, *boundaries, encoding = Embedding(dimension))
    }

    /**
     * A category given by a number: one of n + 1 buckets at these increasing boundaries.
     *
     * @param encoding what the network sees of it
     * @see Features.bucketized
     */
    public fun bucketized(name: String, vararg boundaries: Float, encoding: Encoding) {
        val buckets = Categorical.Buckets(boundaries.size + 1, boundaries.asList())
        feature(Categorical(name, buckets, encoding))
    }

    /**
     * A category given by a number, with learned rows for this many [buckets] that each hold about
     * as many examples of the training part.
     *
     * @param dimension numbers per row
     * @see Features.bucketized
     */
    public fun bucketized(
        name: String,
        buckets: Int,
        dimension: Int = Features.DEFAULT_DIMENSION,
    ) {
        bucketized(name, buckets, Embedding(dimension))
    }

    /**
     * A category given by a number: one of this many [buckets] that each hold about as many
     * examples of the training part.
     *
     * @param encoding what the network sees of it
     * @see Features.bucketized
     */
    public fun bucketized(name: String, buckets: Int, encoding: Encoding) {
        feature(Categorical(name, Categorical.Buckets(buckets, emptyList()), encoding))
    }

    /**
     * Up to [most] categories per example, pooled: `multivalent(Features.hashed("tags", 1000), most
     * = 20)`.
     *
     * @param each what every one of them is, under the name of the feature
     * @param pooling how they become one vector
     * @param weights column of their weights
     * @see Features.multivalent
     */
    public fun multivalent(
        each: Categorical,
        most: Int,
        pooling: Pooling = mean,
        weights: String? = null,
    ) {
        feature(Multivalent(each, most, pooling, weights))
    }

    /** A feature made elsewhere. */
    public fun feature(feature: Feature) {
        builder.inputs(feature)
    }
}
