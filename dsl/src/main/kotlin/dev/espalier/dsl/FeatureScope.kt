package dev.espalier.dsl

import dev.espalier.dsl.Categorical.Embedding
import dev.espalier.dsl.Categorical.Encoding
import dev.espalier.dsl.Categorical.OneHot
import dev.espalier.dsl.Categorical.SharedEmbedding

/** What can be said of one feature. */
@TopologyDsl
public sealed class FeatureScope {

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

    /** All values one after the other, those that do not count as zeros. */
    public val flat: Pooling = Pooling.Flat()

    /** Nothing: only blocks that read the positions see the feature. */
    public val unpooled: Pooling = Pooling.Unpooled()

    /**
     * The sum of the values, each times how much it has to do with another feature: `attention(
     * "item", 36)`.
     *
     * @param target a category or a vector of numbers, as wide as a value
     * @param units widths of the hidden layers of the network that compares them; by default one of
     *   [Pooling.ATTENTION_UNITS]
     * @see Pooling.Attention
     */
    public fun attention(
        target: String,
        vararg units: Int,
        describe: LayersScope.() -> Unit = {},
    ): Pooling {
        val hidden = if (units.isEmpty()) intArrayOf(Pooling.ATTENTION_UNITS) else units
        return Pooling.Attention(target, layersOf(hidden, describe))
    }

    /**
     * The first steps of a sequence count, as many as this [column] says.
     *
     * @see Sequence.Length
     */
    public fun length(column: String): Sequence.Valid = Sequence.Length(column)

    /**
     * The steps of a sequence count for which this [column] has a number above 0.
     *
     * @see Sequence.Mask
     */
    public fun mask(column: String): Sequence.Valid = Sequence.Mask(column)

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
}
