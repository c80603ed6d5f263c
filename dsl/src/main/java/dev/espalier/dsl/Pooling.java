package dev.espalier.dsl;

/**
 * How the positions of a feature that has several, such as the values of a list, become numbers of
 * the stream of features. Positions that do not count, such as the padding of a short list, change
 * nothing; where none counts, the result is zeros.
 */
public sealed interface Pooling
    permits Pooling.Mean,
        Pooling.Sum,
        Pooling.Max,
        Pooling.Attention,
        Pooling.Flat,
        Pooling.Unpooled {

  /** Units of the hidden layer of an attention where none are given, as in its paper. */
  int ATTENTION_UNITS = 36;

  /** The sum over the sum of the weights, where each position has weight 1 unless given one. */
  record Mean() implements Pooling {}

  /** The sum of the positions, each times its weight. */
  record Sum() implements Pooling {}

  /** The largest of each component; it knows no weights. */
  record Max() implements Pooling {}

  /**
   * The sum of the positions, each times its weight and times how much it has to do with another
   * feature: what a small network makes of [v, t, v - t, v ⊙ t] for the position's vector v and the
   * target's t, not normalised, so that many matching positions say more than one (the local
   * activation unit of deep interest networks: Zhou et al. 2018, section 4.3).
   *
   * @param target name of a category or a vector of numbers that is as wide as a position
   * @param hidden hidden layers of the network, without dropout and normalisation; default one of
   *     {@link #ATTENTION_UNITS}
   */
  record Attention(String target, Layers hidden) implements Pooling {}

  /**
   * All positions one after the other, those that do not count as zeros: [batch, positions *
   * depth].
   */
  record Flat() implements Pooling {}

  /** Nothing: only blocks that read the positions see the feature. */
  record Unpooled() implements Pooling {}

  /** The attention to this feature by a network of the usual size. */
  static Attention attention(String target) {
    return new Attention(target, Layers.of(ATTENTION_UNITS));
  }
}
