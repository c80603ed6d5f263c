package dev.espalier.dsl;

/** Where the parts of a {@link SparseMoe} come from in Java: factories to import statically. */
public final class Routing {

  private Routing() {}

  /** The k experts of the largest logits, which are linear in what the experts read. */
  public static Router.TopK topK(int k) {
    return new Router.TopK(k, Layers.of(), Router.Softmax.AFTER);
  }

  /** The k experts of the largest logits, to which training adds noise of a learned deviation. */
  public static Router.NoisyTopK noisyTopK(int k) {
    return new Router.NoisyTopK(k, 0);
  }

  /** The one expert of the largest logit; training multiplies what the router reads by noise. */
  public static Router.Switch switchRouter() {
    return new Router.Switch(Layers.of(), Router.Switch.JITTER);
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
  public static Router.Sampled sampled(int k) {
    return new Router.Sampled(k, Layers.of());
  }

  /** The experts whose softmax is above a share, the best one at least and {@code most} at most. */
  public static Router.Threshold threshold(float share, int most) {
    return new Router.Threshold(share, most, Layers.of());
  }

  /** A decision tree over 2^depth experts, of which the most probable leaf computes the example. */
  public static Router.Tree tree(int depth) {
    return new Router.Tree(depth, 1, Layers.of());
  }

  /** The side of each of these random hyperplanes, for 2^planes experts. */
  public static Router.Lsh lsh(int planes) {
    return lsh(planes, 0);
  }

  /** The side of each of these random hyperplanes, for 2^planes experts. */
  public static Router.Lsh lsh(int planes, long seed) {
    return new Router.Lsh(planes, seed);
  }

  /** One expert that random weights choose for each example, and that stays. */
  public static Router.RandomFixed randomFixed(long seed) {
    return randomFixed(1, seed);
  }

  /** k experts that random weights choose for each example, and that stay. */
  public static Router.RandomFixed randomFixed(int k, long seed) {
    return new Router.RandomFixed(k, seed);
  }

  /** The same n experts for every example of a gate. */
  public static Router.Replicate replicate(int n) {
    return new Router.Replicate(n);
  }

  /** An expert for each task, with a gate for each: {@code replicate(1)}. */
  public static Router.Replicate byTask() {
    return new Router.Replicate(1);
  }
}
