package dev.espalier.graph;

import dev.espalier.dsl.plan.Networks;

/**
 * How networks of one shape that stand side by side are written as TensorFlow ops. The numbers are
 * the same up to rounding, but for the masks of dropout; the speed is not.
 */
public enum Lowering {
  /** Chosen for each group of networks by its size. */
  AUTO,
  /** One matrix product, or one batched one, for all networks: few ops. */
  BATCHED,
  /** A product per network, which TensorFlow fuses with bias and activation: fast when large. */
  SEPARATE;

  /** Multiply-adds of one network's largest layer from which a product of its own pays. */
  static final long SEPARATE_FROM = 16_384;

  /** What this comes to for these networks: {@link #BATCHED} or {@link #SEPARATE}. */
  public Lowering of(Networks networks) {
    if (this != AUTO) {
      return this;
    }
    long largest =
        networks.layers().stream()
            .mapToLong(layer -> (long) layer.inputs() * layer.units())
            .max()
            .orElse(0);
    return largest >= SEPARATE_FROM ? SEPARATE : BATCHED;
  }
}
