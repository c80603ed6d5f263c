package dev.espalier.training.data;

/**
 * A place in the stream of batches; a checkpoint keeps the one of the next batch, so that training
 * goes on with exactly the examples that were to come.
 *
 * @param epoch passes over the examples that are complete, from 0
 * @param batch batches of this pass that are complete, from 0
 */
public record BatchPosition(int epoch, int batch) {

  /** Before everything. */
  public static final BatchPosition START = new BatchPosition(0, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException where one is negative
   */
  public BatchPosition {
    if (epoch < 0 || batch < 0) {
      throw new IllegalArgumentException(
          "A position counts from 0; received epoch " + epoch + ", batch " + batch + ".");
    }
  }
}
