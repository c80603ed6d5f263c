package dev.espalier.dsl

import dev.espalier.dsl.Categorical.Embedding
import dev.espalier.dsl.Categorical.Encoding

/**
 * The features of a topology, in the order in which the network sees them.
 *
 * @see Features
 */
@TopologyDsl
public class InputsScope internal constructor(private val builder: TopologyBuilder) :
    FeatureScope() {

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
     * @param atLeast how often a word has to come to be known
     * @see Features.vocabulary
     */
    public fun vocabulary(
        name: String,
        size: Int,
        dimension: Int = Features.DEFAULT_DIMENSION,
        atLeast: Int = 1,
    ) {
        vocabulary(name, size, Embedding(dimension), atLeast)
    }

    /**
     * A category given by text; the [size] most frequent words of the training part are known.
     *
     * @param encoding what the network sees of it
     * @param atLeast how often a word has to come to be known
     * @see Features.vocabulary
     */
    public fun vocabulary(name: String, size: Int, encoding: Encoding, atLeast: Int = 1) {
        feature(Categorical(name, Categorical.Vocabulary(size, emptyList(), atLeast), encoding))
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

    /**
     * Up to [steps] vectors of numbers per example, in their order, pooled: `sequence("seconds",
     * steps = 20, valid = length("clicks"))`.
     *
     * @param width numbers per step
     * @param transforms what is done to each number first, in this order
     * @param scaling how the numbers are brought to one scale
     * @param valid which steps count
     * @param pooling how they become numbers of the stream of features
     * @see Features.sequence
     */
    public fun sequence(
        name: String,
        steps: Int,
        width: Int = 1,
        transforms: List<Numeric.Transform> = emptyList(),
        scaling: Numeric.Scaling = Numeric.Scaling.STANDARDIZED,
        valid: Sequence.Valid = Sequence.Valid.ALL,
        pooling: Pooling = mean,
    ) {
        val each = Numeric(name, width, transforms, scaling, Numeric.Missing.FILLED)
        feature(Sequence(each, steps, valid, pooling))
    }

    /**
     * An image of [rows] times [columns] pixels, which `conv` reads.
     *
     * @param channels numbers per pixel
     * @param transforms what is done to each number first, in this order
     * @param scaling how the numbers are brought to one scale
     * @param pooling how the pixels become numbers of the stream of features
     * @see Features.image
     */
    public fun image(
        name: String,
        rows: Int,
        columns: Int,
        channels: Int = 1,
        transforms: List<Numeric.Transform> = emptyList(),
        scaling: Numeric.Scaling = Numeric.Scaling.STANDARDIZED,
        pooling: Pooling = unpooled,
    ) {
        val each = Numeric(name, channels, transforms, scaling, Numeric.Missing.FILLED)
        feature(Image(each, rows, columns, pooling))
    }

    /** A feature made elsewhere. */
    public fun feature(feature: Feature) {
        builder.inputs(feature)
    }
}
