package dev.espalier.dsl;

/**
 * Chooses for each example which experts compute it, and with which weights they are added up: G(x)
 * = P(N(x W)), where N normalises logits and P picks. A router reads what the experts read (Shazeer
 * et al. 2017, section 2; Fedus et al. 2021, section 2.1), and its arithmetic is float32.
 *
 * @see Routing
 */
public sealed interface Router
    permits TopKRouter,
        NoisyTopKRouter,
        SwitchRouter,
        SampledRouter,
        ThresholdRouter,
        TreeRouter,
        FixedRouter {

  /** Experts that each example is sent to, or the most of them. */
  int k();

  /** Experts that each example is sent to at least; {@link #k} for all but {@code threshold}. */
  default int least() {
    return k();
  }

  /** Numbers that its network gives for so many experts; 0 where it has none. */
  default int logits(int experts) {
    return experts;
  }

  /** Layers between the example and the logits; none in the papers. */
  Layers hidden();

  /** Whether weights are made before the pick or after. */
  Softmax softmax();

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
}
