package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Legal experts of which each example is computed by a few. */
final class GeneratedSparse {
  private final Random random;
  private final GeneratedPositions positions;

  GeneratedSparse(Random random, GeneratedPositions positions) {
    this.random = random;
    this.positions = positions;
  }

  /** Experts of these layers. */
  SparseMoe block(Layers layers, Layers hidden) {
    int experts = 2 + random.nextInt(4);
    Layers own =
        layers.normalization() == Normalization.BATCH
            ? layers.normalization(Normalization.LAYER)
            : layers;
    SparseMoe.Gates gates = any(SparseMoe.Gates.values());
    Router router =
        random.nextBoolean()
            ? router(1 + random.nextInt(Math.min(3, experts)), hidden)
            : other(experts, hidden);
    int count = router instanceof TreeRouter || router instanceof LshRouter ? 4 : experts;
    return routed(
        new SparseMoe(
            count,
            own,
            router,
            gates,
            Granularity.PER_EXAMPLE,
            any(SparseMoe.Dispatch.values()),
            capacity(gates),
            router instanceof FixedRouter ? List.of() : losses(router, count),
            stays(router) && random.nextBoolean() ? 1 + random.nextInt(9) : SparseMoe.NEVER));
  }

  /** Whether a router that learns picks alike once its weights stay. */
  private static boolean stays(Router router) {
    return !(router instanceof FixedRouter)
        && router.hidden().dropout() == 0
        && router.hidden().normalization() != Normalization.BATCH;
  }

  /** The same for positions or tasks, where that is legal. */
  private SparseMoe routed(SparseMoe block) {
    Router router = block.router();
    boolean needsInput =
        router instanceof FixedRouter
            || router instanceof SwitchRouter
            || !router.hidden().units().isEmpty();
    return switch (random.nextInt(4)) {
      case 0 -> positions.routed(block);
      case 1 -> needsInput || block.gates() == SparseMoe.Gates.ONE ? block : block.perTask();
      default -> block;
    };
  }

  private Router router(int k, Layers hidden) {
    if (random.nextBoolean()) {
      return k == 1
          ? new SwitchRouter(hidden, random.nextFloat())
          : new NoisyTopKRouter(k, random.nextInt(3));
    }
    return new TopKRouter(k, hidden, k == 1 ? Router.Softmax.BEFORE : any(Router.Softmax.values()));
  }

  private Router other(int experts, Layers hidden) {
    int k = 1 + random.nextInt(Math.min(3, experts));
    return switch (random.nextInt(6)) {
      case 0 -> new SampledRouter(k, hidden);
      case 1 -> new ThresholdRouter(.9f * random.nextFloat(), k, hidden);
      case 2 -> new TreeRouter(2, 1 + random.nextInt(3), hidden);
      case 3 -> new LshRouter(2, random.nextInt(9));
      case 4 -> new RandomFixedRouter(k, random.nextInt(9));
      default -> new ReplicateRouter(experts);
    };
  }

  private List<BalanceLoss> losses(Router router, int experts) {
    List<BalanceLoss> losses = new ArrayList<>();
    if (random.nextBoolean()) {
      losses.add(Routing.zLoss(1e-3f * random.nextFloat()));
      losses.add(Routing.importance(random.nextInt(2) * 1e-2f));
    }
    if (router instanceof NoisyTopKRouter && router.k() < experts && random.nextBoolean()) {
      losses.add(Routing.load(1e-2f));
    }
    return losses;
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
