package dev.espalier.dsl;

/** How a hidden layer's pre-activations are normalised before the activation. */
public enum Normalization {
  /** Not at all. */
  NONE,
  /**
   * Over the batch in training and with moving averages (momentum 0.99) in evaluation and serving
   * (Ioffe and Szegedy 2015); epsilon 1e-3.
   */
  BATCH,
  /** Over the units of one example (Ba et al. 2016); epsilon 1e-3. */
  LAYER
}
