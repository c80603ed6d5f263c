package dev.espalier.dsl;

import java.util.List;

/**
 * Up to {@code steps} vectors of numbers per example, in their order, such as what a user did last
 * (float32). Numbers are transformed and scaled by what all steps of the training part say, those
 * that do not count left out; a missing number takes the place of the middle, as in {@link
 * Numeric}.
 *
 * <p>Data: a vector of {@code steps * width} numbers, step by step, the columns {@code name_0 …} of
 * a table, or a list, as text with {@code |} between its numbers, of which a short one ends in
 * missing numbers. Serving: float32 [batch, steps * width]. What stands in a step that does not
 * count is not read.
 *
 * @param each the numbers of one step; its name is the feature's
 * @param steps steps per example
 * @param valid which of them count; default {@link Valid#ALL}
 * @param pooling how they become numbers of the stream of features; default the mean
 */
public record Sequence(Numeric each, int steps, Valid valid, Pooling pooling)
    implements Positioned {

  /** Which steps of an example count. */
  public sealed interface Valid permits All, Length, Mask {
    /** Every step. */
    Valid ALL = new All();
  }

  /** Every step. */
  public record All() implements Valid {}

  /**
   * The first ones.
   *
   * @param column how many: an integer per example, int64 [batch] in serving; a missing or negative
   *     one counts as 0, one above the number of steps as all
   */
  public record Length(String column) implements Valid {}

  /**
   * Those of a mask.
   *
   * @param column a number per step, above 0 where it counts: float32 [batch, steps] in serving, a
   *     vector in data
   */
  public record Mask(String column) implements Valid {}

  @Override
  public String name() {
    return each.name();
  }

  @Override
  public int positions() {
    return steps;
  }

  @Override
  public int depth() {
    return each.width();
  }

  @Override
  public boolean hasGaps() {
    return !(valid instanceof All);
  }

  /** All numbers of all steps. */
  @Override
  public Numeric numeric() {
    return new Numeric(
        each.name(),
        Saturating.product(steps, each.components()),
        each.transforms(),
        each.scaling(),
        each.missing());
  }

  /** The columns of what is raw beside the numbers: that of the lengths or of the mask, if any. */
  List<String> columns() {
    if (valid instanceof Length length) {
      return List.of(length.column());
    }
    return valid instanceof Mask mask ? List.of(mask.column()) : List.of();
  }

  /** The same feature, of which the first steps count, as many as this column says. */
  public Sequence length(String column) {
    return new Sequence(each, steps, new Length(column), pooling);
  }

  /** The same feature, of which those steps count that this column says. */
  public Sequence mask(String column) {
    return new Sequence(each, steps, new Mask(column), pooling);
  }

  /** The same feature, the mean of its steps. */
  public Sequence mean() {
    return pooling(new Pooling.Mean());
  }

  /** The same feature, the sum of its steps. */
  public Sequence sum() {
    return pooling(new Pooling.Sum());
  }

  /** The same feature, the largest of each component of its steps. */
  public Sequence max() {
    return pooling(new Pooling.Max());
  }

  /** The same feature, step after step. */
  public Sequence flat() {
    return pooling(new Pooling.Flat());
  }

  /** The same feature, its steps weighed by how much they have to do with another feature. */
  public Sequence attention(String target) {
    return pooling(Pooling.attention(target));
  }

  /** The same feature, of which only blocks that read its steps see anything. */
  public Sequence unpooled() {
    return pooling(new Pooling.Unpooled());
  }

  /** The same feature with its steps pooled like this. */
  public Sequence pooling(Pooling pooling) {
    return new Sequence(each, steps, valid, pooling);
  }
}
