package dev.espalier.dsl;

/**
 * Routers that learn nothing: an example goes to the same experts from the first step on, in
 * training, evaluation and serving, as long as what the router reads stays. Every picked expert has
 * the weight 1 / k.
 */
public sealed interface FixedRouter extends Router
    permits LshRouter, RandomFixedRouter, ReplicateRouter {

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
