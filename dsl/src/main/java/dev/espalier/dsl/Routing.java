package dev.espalier.dsl;

/** Where the parts of a {@link SparseMoe} come from in Java: factories to import statically. */
public final class Routing {

  private Routing() {}

  /** The k experts of the largest logits, which are linear in what the experts read. */
  public static TopKRouter topK(int k) {
    return new TopKRouter(k, Layers.of(), Router.Softmax.AFTER);
  }

  /** The k experts of the largest logits, to which training adds noise of a learned deviation. */
  public static NoisyTopKRouter noisyTopK(int k) {
    return new NoisyTopKRouter(k, 0);
  }

  /** The one expert of the largest logit; training multiplies what the router reads by noise. */
  public static SwitchRouter switchRouter() {
    return new SwitchRouter(Layers.of(), SwitchRouter.JITTER);
  }

  /** Experts' weights in a batch should be equal. */
  public static BalanceLoss importance(float weight) {
    return new BalanceLoss.Importance(weight);
  }

  /** The numbers of examples that experts are likely to get should be equal. */
  public static BalanceLoss load(float weight) {
    return new BalanceLoss.Load(weight);
  }

  /** The shares of examples that experts get should be equal, after the Switch Transformer. */
  public static BalanceLoss switchLoss(float weight) {
    return new BalanceLoss.SwitchLoss(weight);
  }

  /** Logits should stay small. */
  public static BalanceLoss zLoss(float weight) {
    return new BalanceLoss.ZLoss(weight);
  }

  /** k experts drawn by the softmax of the logits in training. */
  public static SampledRouter sampled(int k) {
    return new SampledRouter(k, Layers.of());
  }

  /** The experts whose softmax is above a share, the best one at least and {@code most} at most. */
  public static ThresholdRouter threshold(float share, int most) {
    return new ThresholdRouter(share, most, Layers.of());
  }

  /** A decision tree over 2^depth experts, of which the most probable leaf computes the example. */
  public static TreeRouter tree(int depth) {
    return new TreeRouter(depth, 1, Layers.of());
  }

  /** The side of each of these random hyperplanes, for 2^planes experts. */
  public static LshRouter lsh(int planes) {
    return lsh(planes, 0);
  }

  /** The side of each of these random hyperplanes, for 2^planes experts. */
  public static LshRouter lsh(int planes, long seed) {
    return new LshRouter(planes, seed);
  }

  /** One expert that random weights choose for each example, and that stays. */
  public static RandomFixedRouter randomFixed(long seed) {
    return randomFixed(1, seed);
  }

  /** k experts that random weights choose for each example, and that stay. */
  public static RandomFixedRouter randomFixed(int k, long seed) {
    return new RandomFixedRouter(k, seed);
  }

  /** The same n experts for every example of a gate. */
  public static ReplicateRouter replicate(int n) {
    return new ReplicateRouter(n);
  }

  /** An expert for each task, with a gate for each: {@code replicate(1)}. */
  public static ReplicateRouter byTask() {
    return new ReplicateRouter(1);
  }
}
