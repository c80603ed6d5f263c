package dev.espalier.training.checkpoint;

/**
 * How far a run has read its data.
 *
 * @param epoch passes completed
 * @param batch batches completed in the pass that is under way
 */
public record DataPosition(long epoch, long batch) {

  /** Before the first batch. */
  public static final DataPosition START = new DataPosition(0, 0);

  /** A position; neither number is negative. */
  public DataPosition {
    if (epoch < 0 || batch < 0) {
      throw new IllegalArgumentException(
          "A position in the data counts from 0, received epoch " + epoch + ", batch " + batch);
    }
  }
}
