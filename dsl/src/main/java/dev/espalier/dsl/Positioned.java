package dev.espalier.dsl;

/**
 * A feature with a vector at each of several positions: the values of a list, the steps of a
 * sequence, the pixels of an image. It is pooled into the stream of features, and blocks such as
 * {@code gru} and {@code conv} read its positions.
 */
public sealed interface Positioned extends Feature permits Multivalent, Sequence, Image {

  /** How many positions an example has at most. */
  int positions();

  /** Numbers at each position. */
  int depth();

  /** How the positions become numbers of the stream of features. */
  Pooling pooling();

  /** Whether positions of an example may be empty, such as those behind the end of a short list. */
  boolean hasGaps();

  @Override
  default int width() {
    if (pooling() instanceof Pooling.Unpooled) {
      return 0;
    }
    return pooling() instanceof Pooling.Flat ? Saturating.product(positions(), depth()) : depth();
  }
}
