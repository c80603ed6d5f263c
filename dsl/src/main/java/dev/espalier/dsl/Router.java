package dev.espalier.dsl;

/**
 * Chooses for each example which experts compute it, and with which weights they are added up: G(x)
 * = P(N(x W)), where N normalises logits and P picks. A router reads what the experts read (Shazeer
 * et al. 2017, section 2; Fedus et al. 2021, section 2.1), and its arithmetic is float32.
 *
 * @see Routing
 */
public sealed interface Router {

  /** Experts that each example is sent to. */
  int k();

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

  /**
   * The k experts of the largest noisy logits, weighed by a softmax over these (Shazeer et al.
   * 2017, equations 3 to 5): x W + N(0, 1) (softplus(x W_noise) + {@link #LEAST}), one draw for
   * each example, expert and step. Both matrices start at 0, so that at first examples are spread
   * evenly. In evaluation and serving there is no noise.
   *
   * @param k experts of each example, from 2 to their number: the weight of a single one would be 1
   *     whatever the logits are
   * @param warmup steps over which the deviation grows linearly to its full size; default 0, full
   *     from the first step
   */
  record NoisyTopK(int k, int warmup) implements Router {
    /** What is added to the deviation, so that it never is 0, as in the authors' Tensor2Tensor. */
    public static final float LEAST = 1e-2f;

    @Override
    public Layers hidden() {
      return Layers.of();
    }

    @Override
    public Softmax softmax() {
      return Softmax.AFTER;
    }

    @Override
    public String verb() {
      return "noisyTopK";
    }

    /** The same router whose noise reaches its full size after so many steps. */
    public NoisyTopK warmup(int steps) {
      return new NoisyTopK(k, steps);
    }
  }

  /**
   * The one expert of the largest logit, its weight a softmax over all (Fedus et al. 2021, section
   * 2.1). In training the router reads the example with each entry multiplied by a number uniform
   * around 1, so that it explores.
   *
   * @param hidden layers before the logits, for each gate its own; default none
   * @param jitter how far from 1 these numbers may be, in [0, 1); default 0.01
   */
  record Switch(Layers hidden, float jitter) implements Router {
    /** The jitter of the paper. */
    public static final float JITTER = 1e-2f;

    @Override
    public int k() {
      return 1;
    }

    @Override
    public Softmax softmax() {
      return Softmax.BEFORE;
    }

    @Override
    public String verb() {
      return "switchRouter";
    }

    /** The same router with hidden layers of these widths. */
    public Switch hidden(int... units) {
      return hidden(Layers.of(units));
    }

    /** The same router with these hidden layers. */
    public Switch hidden(Layers hidden) {
      return new Switch(hidden, jitter);
    }

    /** The same router with this jitter. */
    public Switch jitter(float jitter) {
      return new Switch(hidden, jitter);
    }
  }
}
