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

  /**
   * Multiply-adds of one network's largest layer in one batch from which products of its own pay.
   * Milliseconds per training step of 8 experts on one core, batched and separate, by the size of
   * their second layer and the batch:
   *
   * <table>
   * <caption>Measured on an AVX-512 processor</caption>
   * <tr><td>64 by 32, 256 examples: 0.52 million<td>0.74<td>0.80
   * <tr><td>64 by 32, 1024 examples: 2.1 million<td>4.16<td>3.57
   * <tr><td>128 by 64, 64 examples: 0.52 million<td>0.73<td>0.77
   * <tr><td>128 by 64, 256 examples: 2.1 million<td>2.34<td>1.99
   * <tr><td>128 by 64, 1024 examples: 8.4 million<td>9.14<td>7.34
   * <tr><td>256 by 128, 1024 examples: 34 million<td>42<td>37
   * </table>
   */
  static final long SEPARATE_FROM = 2_000_000;

  /**
   * What this comes to for these networks: {@link #BATCHED} or {@link #SEPARATE}.
   *
   * @param networks networks side by side
   * @param streams how many streams they read: one, or one each
   * @param batchSize examples in a batch
   */
  public Lowering of(Networks networks, int streams, int batchSize) {
    if (this != AUTO) {
      return this;
    }
    // All networks' first layers on one stream are one large product, and nothing is faster.
    int joined = streams == 1 ? 1 : 0;
    long largest =
        networks.layers().stream()
            .skip(joined)
            .mapToLong(layer -> (long) layer.inputs() * layer.units() * batchSize)
            .max()
            .orElse(0);
    return largest >= SEPARATE_FROM ? SEPARATE : BATCHED;
  }
}
