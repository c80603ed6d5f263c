package dev.espalier.dsl;

import org.jspecify.annotations.Nullable;

/**
 * Up to {@code most} categories per example, such as the tags of an article or the last clicks of a
 * user. An unknown category counts as any other; an example without categories has zeros.
 *
 * <p>Data: a list per example, or text whose values are separated by {@code |}. Of longer lists the
 * first {@code most} values are taken. Serving: int64 [batch, most] with negative numbers, or
 * string [batch, most] with empty texts, where a list is shorter.
 *
 * @param each coding and encoding of every one of the values; its name is the feature's
 * @param most values that are read per example
 * @param pooling how they become numbers of the stream of features; default the mean
 * @param weights column of their weights, float32 [batch, most] in serving, a list as long as that
 *     of the values in data; a missing or negative weight counts as 0; null for a weight of 1 each
 */
public record Multivalent(Categorical each, int most, Pooling pooling, @Nullable String weights)
    implements Positioned {

  @Override
  public String name() {
    return each.name();
  }

  @Override
  public int positions() {
    return most;
  }

  @Override
  public int depth() {
    return each.width();
  }

  @Override
  public boolean hasGaps() {
    return true;
  }

  @Override
  public Categorical category() {
    return each;
  }

  /** The same feature, the mean of its values. */
  public Multivalent mean() {
    return pooling(new Pooling.Mean());
  }

  /** The same feature, the sum of its values. */
  public Multivalent sum() {
    return pooling(new Pooling.Sum());
  }

  /** The same feature, the largest of each component of its values. */
  public Multivalent max() {
    return pooling(new Pooling.Max());
  }

  /** The same feature, value after value. */
  public Multivalent flat() {
    return pooling(new Pooling.Flat());
  }

  /** The same feature, its values weighed by how much they have to do with another feature. */
  public Multivalent attention(String target) {
    return pooling(Pooling.attention(target));
  }

  /** The same feature, of which only blocks that read its values see anything. */
  public Multivalent unpooled() {
    return pooling(new Pooling.Unpooled());
  }

  /** The same feature with its values pooled like this. */
  public Multivalent pooling(Pooling pooling) {
    return new Multivalent(each, most, pooling, weights);
  }

  /** The same feature whose values have the weights of this column. */
  public Multivalent weights(String column) {
    return new Multivalent(each, most, pooling, column);
  }
}
