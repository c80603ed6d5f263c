package dev.espalier.dsl;

/**
 * A picture per example, or anything else on a grid (float32): {@code rows * columns} pixels of
 * {@code each.components()} channels. Numbers are transformed and scaled by what all pixels of the
 * training part say, channel by channel; a missing number takes the place of the middle, as in
 * {@link Numeric}.
 *
 * <p>Data: a vector of {@code rows * columns * channels} numbers, row by row, pixel by pixel, or
 * the columns {@code name_0 …} of a table. Serving: float32 [batch, rows * columns * channels].
 *
 * @param each the channels of one pixel; its name is the feature's
 * @param rows pixels from top to bottom
 * @param columns pixels from left to right
 * @param pooling how the pixels become numbers of the stream of features; default unpooled
 */
public record Image(Numeric each, int rows, int columns, Pooling pooling) implements Positioned {

  @Override
  public String name() {
    return each.name();
  }

  @Override
  public int positions() {
    return Saturating.product(rows, columns);
  }

  @Override
  public int depth() {
    return each.width();
  }

  @Override
  public boolean hasGaps() {
    return false;
  }

  /** All channels of all pixels. */
  @Override
  public Numeric numeric() {
    return new Numeric(
        each.name(),
        Saturating.product(positions(), each.components()),
        each.transforms(),
        each.scaling(),
        each.missing());
  }

  /** The same feature, pixel after pixel. */
  public Image flat() {
    return pooling(new Pooling.Flat());
  }

  /** The same feature, the mean of each channel. */
  public Image mean() {
    return pooling(new Pooling.Mean());
  }

  /** The same feature with its pixels pooled like this. */
  public Image pooling(Pooling pooling) {
    return new Image(each, rows, columns, pooling);
  }
}
