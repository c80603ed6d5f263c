package dev.espalier.dsl;

/**
 * How many examples of a batch one expert takes where nothing is computed that was not asked for:
 * ceil(factor * k * g * batch / experts) for g gates that send each example to k experts, but at
 * least {@code least}, and never more than the batch (Shazeer et al. 2017, appendix; Fedus et al.
 * 2021, equation 3).
 *
 * <p>Where positions are routed, those that count are the examples here, in the order of examples
 * and then of positions. Where tasks are, nothing is ever dropped, and none of this is read.
 *
 * <p>Places are given to first choices before second ones, and among those in the order of the
 * examples in the batch. An expert computes an example once and in one place, however many gates
 * chose it; it counts as the best choice that any of them made of it.
 *
 * @param training the factor in training, positive; default 1.25. At experts / (k g) nothing is
 *     ever dropped
 * @param serving the factor in evaluation and serving, positive or {@link #EXACT}; default exact.
 *     With a factor an answer depends on the other examples of the request, whose number decides
 *     how many places there are. Where each task has a gate it is exact, so that the answer for one
 *     does not depend on which others are asked for
 * @param least places that each expert has however small the batch is, at least 1; default 4
 * @param overflow what becomes of an example that finds no place; default {@link Overflow#DROP}
 */
public record Capacity(float training, float serving, int least, Overflow overflow) {
  /** The factor of experts that take all examples, however many: none is dropped. */
  public static final float EXACT = 0f;

  /** What becomes of an example whose expert has no place left. */
  public enum Overflow {
    /**
     * This expert adds nothing to it; the weights of its other experts stay as they are. An example
     * that none of its experts took passes through unchanged where the streams in and out are of
     * one width, as a residual connection would have it, and gives zeros elsewhere.
     */
    DROP,
    /**
     * It tries once more, at its best expert that its gate has not picked: first choices before
     * second ones again, behind all that have a place. The weights are those of the experts it ends
     * up with; what finds no place there either is dropped.
     */
    NEXT_BEST
  }

  /** The capacity of the papers in training, none in evaluation and serving. */
  public static Capacity defaults() {
    return new Capacity(1.25f, EXACT, 4, Overflow.DROP);
  }

  /** The same capacity with this factor in training. */
  public Capacity training(float factor) {
    return new Capacity(factor, serving, least, overflow);
  }

  /** The same capacity with this factor in evaluation and serving. */
  public Capacity serving(float factor) {
    return new Capacity(training, factor, least, overflow);
  }

  /** The same capacity with at least this many places for each expert. */
  public Capacity least(int places) {
    return new Capacity(training, serving, places, overflow);
  }

  /** The same capacity with this done to what finds no place. */
  public Capacity overflow(Overflow overflow) {
    return new Capacity(training, serving, least, overflow);
  }

  /**
   * Places of one expert.
   *
   * @param factor {@link #training} or {@link #serving}, not exact
   * @param choices experts that each example is sent to, over all gates
   * @param experts their number
   * @param batch examples in the batch
   */
  public int places(float factor, int choices, int experts, int batch) {
    double share = (double) factor * choices * batch / experts;
    return (int) Math.min(batch, Math.max(least, Math.ceil(share)));
  }
}
