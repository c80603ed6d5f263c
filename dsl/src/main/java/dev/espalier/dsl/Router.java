package dev.espalier.dsl;

/**
 * Chooses for each example which experts compute it, and with which weights they are added up: G(x)
 * = P(N(x W)), where N normalises logits and P picks. A router reads what the experts read (Shazeer
 * et al. 2017, section 2; Fedus et al. 2021, section 2.1), and its arithmetic is float32.
 *
 * @see Routing
 */
public sealed interface Router permits Router.TopK {

  /** Experts that each example is sent to. */
  int k();

  /** Layers between the example and the logits; none in the papers. */
  Layers hidden();

  /** The word that makes such a router in Java, Kotlin and JSON, such as {@code topK}. */
  String verb();

  /** Whether logits become weights before experts are picked or after. */
  enum Softmax {
    /**
     * Over all experts: the weights of the picked ones sum to less than 1, and say by how much the
     * others were worse. The only one of use where one expert is picked (Fedus et al. 2021,
     * equation 2).
     */
    BEFORE,
    /**
     * Over the picked ones only, whose weights sum to 1 (Shazeer et al. 2017, equation 3). The same
     * as {@link #BEFORE} with the weights of the picked divided by their sum.
     */
    AFTER
  }

  /**
   * The k experts of the largest logits x W; of equal ones those of the lower number.
   *
   * @param k experts of each example, from 1 to their number
   * @param hidden layers before the logits, for each gate its own; default none. Their L2 factor
   *     holds for W too
   * @param softmax default {@link Softmax#AFTER}, which needs a k of 2 or more: the weight of a
   *     single expert would be 1 whatever the logits are, and W would not learn
   */
  record TopK(int k, Layers hidden, Softmax softmax) implements Router {

    @Override
    public String verb() {
      return "topK";
    }

    /** The same router with hidden layers of these widths. */
    public TopK hidden(int... units) {
      return hidden(Layers.of(units));
    }

    /** The same router with these hidden layers. */
    public TopK hidden(Layers hidden) {
      return new TopK(k, hidden, softmax);
    }

    /** The same router with weights made before or after the pick. */
    public TopK softmax(Softmax softmax) {
      return new TopK(k, hidden, softmax);
    }
  }
}
