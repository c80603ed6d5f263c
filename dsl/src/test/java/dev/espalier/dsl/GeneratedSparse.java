package dev.espalier.dsl;

import java.util.Random;

/** Legal experts of which each example is computed by a few. */
final class GeneratedSparse {
  private final Random random;

  GeneratedSparse(Random random) {
    this.random = random;
  }

  /** Experts of these layers. */
  SparseMoe block(Layers layers, Layers hidden) {
    int experts = 1 + random.nextInt(5);
    Layers own =
        layers.normalization() == Normalization.BATCH
            ? layers.normalization(Normalization.LAYER)
            : layers;
    SparseMoe.Gates gates = any(SparseMoe.Gates.values());
    return new SparseMoe(
        experts,
        own,
        router(1 + random.nextInt(Math.min(3, experts)), hidden),
        gates,
        any(SparseMoe.Dispatch.values()),
        capacity(gates));
  }

  private Router router(int k, Layers hidden) {
    return new Router.TopK(
        k, hidden, k == 1 ? Router.Softmax.BEFORE : any(Router.Softmax.values()));
  }

  private Capacity capacity(SparseMoe.Gates gates) {
    boolean exact = gates == SparseMoe.Gates.PER_TASK || random.nextBoolean();
    return new Capacity(
        .1f + 2 * random.nextFloat(),
        exact ? Capacity.EXACT : .1f + 2 * random.nextFloat(),
        1 + random.nextInt(4),
        any(Capacity.Overflow.values()));
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
