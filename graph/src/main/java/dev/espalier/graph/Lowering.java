package dev.espalier.graph;

import dev.espalier.dsl.plan.LayerPlan;
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
   * The same for first layers on one stream, which joined are one product: it takes one thread
   * where those of networks take one each. On two cores four towers of 128 by 64 on 1024 examples
   * are faster apart, eight experts of 100 by 16 on 2048 are not.
   */
  static final long UNJOINED_FROM = 8_000_000;

  /** Units from which a product is wide enough to be apart. */
  private static final int WIDE = 64;

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
    boolean apart = false;
    for (int i = 0; i < networks.layers().size(); i++) {
      LayerPlan layer = networks.layers().get(i);
      boolean joined = i == 0 && streams == 1;
      long multiplyAdds = (long) layer.inputs() * layer.units() * batchSize;
      apart |=
          joined
              ? multiplyAdds >= UNJOINED_FROM && layer.units() >= WIDE
              : multiplyAdds >= SEPARATE_FROM;
    }
    return apart ? SEPARATE : BATCHED;
  }
}
