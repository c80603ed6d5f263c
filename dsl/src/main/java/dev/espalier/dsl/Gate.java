package dev.espalier.dsl;

/**
 * The network that weighs streams from the features: softmax(W h(x)). MMoE (Ma et al. 2018) has it
 * linear in the input, h(x) = x; hidden layers make h a network that each gate has for itself.
 *
 * @param bias what is added to W h(x) before the softmax; the paper has {@link Bias#NONE}
 * @param hidden the layers of h, first to last; default none. Their L2 factor holds for W too
 * @param offer what of the gate is handed on beside the streams that it weighs; default {@link
 *     Offer#NOTHING}
 */
public record Gate(Bias bias, Layers hidden, Offer offer) {

  /** Whether a gate's logits have a learned offset. */
  public enum Bias {
    /** No offset, as in the paper. */
    NONE,
    /** One learned offset per stream. */
    LEARNED
  }

  /** What blocks and towers after a gate see of it. */
  public enum Offer {
    /** Nothing but the average. */
    NOTHING,
    /**
     * Its logits, one per stream in, after the average: what the gate found in the features as a
     * feature of its own. Logits rather than hidden activations, because every gate has them and
     * their number is that of the streams; before the softmax, because a gate that has decided
     * still says by how much.
     */
    LOGITS
  }

  /** A gate without hidden layers. */
  public Gate(Bias bias) {
    this(bias, Layers.of(), Offer.NOTHING);
  }

  /** The paper's gate: no offset, no hidden layer. */
  public static Gate linear() {
    return new Gate(Bias.NONE);
  }

  /** A gate with a learned offset. */
  public static Gate affine() {
    return new Gate(Bias.LEARNED);
  }

  /** The same gate with hidden layers of these widths. */
  public Gate hidden(int... units) {
    return hidden(Layers.of(units));
  }

  /** The same gate with these hidden layers. */
  public Gate hidden(Layers hidden) {
    return new Gate(bias, hidden, offer);
  }

  /** The same gate, handing on this of itself. */
  public Gate offers(Offer offer) {
    return new Gate(bias, hidden, offer);
  }

  /** Numbers that it hands on beside an average of this many streams. */
  int offered(int streams) {
    return offer == Offer.LOGITS ? streams : 0;
  }
}
