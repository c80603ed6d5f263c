package dev.espalier.dsl;

/**
 * Chooses for each example which experts compute it, and with which weights they are added up: G(x)
 * = P(N(x W)), where N normalises logits and P picks. A router reads what the experts read (Shazeer
 * et al. 2017, section 2; Fedus et al. 2021, section 2.1), and its arithmetic is float32.
 *
 * @see Routing
 */
public sealed interface Router {

  /** Experts that each example is sent to, or the most of them. */
  int k();

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

  /**
   * The k experts of the largest logits with noise of Gumbel's distribution in training: a draw
   * without replacement by the softmax of the logits (Kool et al. 2019). Evaluation and serving
   * take the k largest logits, without noise.
   *
   * <p>Each picked expert has the weight 1 / k. Its gradient is that of its softmax over all
   * experts: the straight-through estimator, which is biased (Bengio et al. 2013), and the only one
   * that leaves the outputs of experts unscaled.
   *
   * @param k experts of each example, from 1 to their number
   * @param hidden layers before the logits, for each gate its own; default none
   */
  record Sampled(int k, Layers hidden) implements Router {

    @Override
    public Softmax softmax() {
      return Softmax.BEFORE;
    }

    @Override
    public String verb() {
      return "sampled";
    }

    /** The same router with hidden layers of these widths. */
    public Sampled hidden(int... units) {
      return new Sampled(k, Layers.of(units));
    }
  }

  /**
   * The experts whose softmax over all is above a share, the best one in any case: clear examples
   * cost one expert, others more. Weights are the softmax over all experts ({@link
   * Softmax#BEFORE}).
   *
   * @param share in [0, 1): of an even softmax nobody is above 1 / experts
   * @param k the most experts of one example, from 1 to their number
   * @param hidden layers before the logits, for each gate its own; default none
   */
  record Threshold(float share, int k, Layers hidden) implements Router {

    @Override
    public Softmax softmax() {
      return Softmax.BEFORE;
    }

    @Override
    public String verb() {
      return "threshold";
    }

    /** The same router with hidden layers of these widths. */
    public Threshold hidden(int... units) {
      return new Threshold(share, k, Layers.of(units));
    }
  }

  /**
   * A decision tree whose leaves are the experts: at each inner node the example goes right with
   * the probability of a sigmoid, and the probability of a leaf is the product on the way to it
   * (soft decision trees: Frosst and Hinton 2017; hierarchical mixtures: Jordan and Jacobs 1994).
   * The k most probable leaves compute the example, with their probabilities as weights; all nodes
   * on the way to them learn.
   *
   * @param depth inner nodes on the way to each leaf, at least 1; there are 2^depth experts
   * @param k leaves of each example, from 1 to their number; default 1
   * @param hidden layers before the nodes, for each gate its own; default none
   */
  record Tree(int depth, int k, Layers hidden) implements Router {

    @Override
    public Softmax softmax() {
      return Softmax.BEFORE;
    }

    @Override
    public String verb() {
      return "tree";
    }

    /** One for each inner node. */
    @Override
    public int logits(int experts) {
      return (1 << depth) - 1;
    }

    /** The same router with so many leaves for each example. */
    public Tree k(int leaves) {
      return new Tree(depth, leaves, hidden);
    }

    /** The same router with hidden layers of these widths. */
    public Tree hidden(int... units) {
      return new Tree(depth, k, Layers.of(units));
    }
  }

  /**
   * Routers that learn nothing: an example goes to the same experts from the first step on, in
   * training, evaluation and serving, as long as what the router reads stays. Every picked expert
   * has the weight 1 / k.
   */
  sealed interface Fixed extends Router {

    @Override
    default Layers hidden() {
      return Layers.of();
    }

    @Override
    default Softmax softmax() {
      return Softmax.BEFORE;
    }

    @Override
    default int logits(int experts) {
      return 0;
    }
  }

  /**
   * Locality-sensitive hashing: on which side of each of some random hyperplanes through the origin
   * the example lies is the number of its expert, so that near examples share one (Charikar 2002).
   * Under {@link Capacity.Overflow#NEXT_BEST} it goes across the plane that it is nearest to.
   *
   * @param planes hyperplanes of each gate, at least 1; there are 2^planes experts
   * @param seed draws them
   */
  record Lsh(int planes, long seed) implements Fixed {

    @Override
    public int k() {
      return 1;
    }

    @Override
    public String verb() {
      return "lsh";
    }
  }

  /**
   * The k experts of the largest logits of random weights that are never trained (as in
   * SMoE-dropout: Chen et al. 2023).
   *
   * @param k experts of each example, from 1 to their number
   * @param seed draws the weights
   */
  record RandomFixed(int k, long seed) implements Fixed {

    @Override
    public String verb() {
      return "randomFixed";
    }
  }

  /**
   * The same n experts for every example. With a gate for each task they are the tasks' own, the
   * first n for the first task, the next for the second, and from the first again where there are
   * fewer: routing by task.
   *
   * @param k the number n, from 1 to that of the experts; every expert must be some gate's
   */
  record Replicate(int k) implements Fixed {

    @Override
    public String verb() {
      return "replicate";
    }
  }
}
