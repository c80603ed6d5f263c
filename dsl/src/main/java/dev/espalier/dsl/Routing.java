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
}
