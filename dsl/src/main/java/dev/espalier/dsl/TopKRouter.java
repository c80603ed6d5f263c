package dev.espalier.dsl;

/**
 * Sends each example to the k experts of the largest logits x W, of equal ones to those of the
 * lower number (Shazeer et al. 2017, equation 5, without noise).
 *
 * @param k experts of each example, from 1 to their number
 * @param hidden layers before the logits, for each gate its own; default none. Their L2 factor
 *     holds for W too
 * @param softmax default {@link Router.Softmax#AFTER}, which needs a k of 2 or more: the weight of
 *     a single expert would be 1 whatever the logits are, and W would not learn
 */
public record TopKRouter(int k, Layers hidden, Router.Softmax softmax) implements Router {

  @Override
  public String verb() {
    return "topK";
  }

  /** The same router with hidden layers of these widths. */
  public TopKRouter hidden(int... units) {
    return hidden(Layers.of(units));
  }

  /** The same router with these hidden layers. */
  public TopKRouter hidden(Layers hidden) {
    return new TopKRouter(k, hidden, softmax);
  }

  /** The same router with weights made before or after the pick. */
  public TopKRouter softmax(Softmax softmax) {
    return new TopKRouter(k, hidden, softmax);
  }
}
