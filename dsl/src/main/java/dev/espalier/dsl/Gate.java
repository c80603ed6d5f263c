package dev.espalier.dsl;

/**
 * The network that weighs streams from the features: softmax(W x) as in MMoE (Ma et al. 2018),
 * linear in the input.
 *
 * @param bias what is added to W x before the softmax; the paper has {@link Bias#NONE}
 */
public record Gate(Bias bias) {

  /** Whether a gate's logits have a learned offset. */
  public enum Bias {
    /** No offset, as in the paper. */
    NONE,
    /** One learned offset per stream. */
    LEARNED
  }

  /** The paper's gate: no offset. */
  public static Gate linear() {
    return new Gate(Bias.NONE);
  }

  /** A gate with a learned offset. */
  public static Gate affine() {
    return new Gate(Bias.LEARNED);
  }
}
