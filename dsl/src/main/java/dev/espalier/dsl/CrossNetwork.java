package dev.espalier.dsl;

import java.util.List;

/**
 * Explicit crosses of a stream's entries with the entries the network was given, one degree more
 * per layer: x_{l+1} = x_0 ⊙ (W_l x_l + b_l) + x_l (deep and cross network, version 2: Wang et al.
 * 2021, equation 1). Each of k streams [batch, width] gives one of the same width and owner, by
 * parameters of its own.
 *
 * @param layers number of crosses, at least 1
 * @param rank width of the bottleneck in W = U Vᵀ (the same paper, equation 2), below that of the
 *     streams; {@link #FULL}, the default, for a square matrix
 * @param l2 factor of the sum of squared entries of W, or of U and V, that is added to the loss;
 *     default 0
 */
public record CrossNetwork(int layers, int rank, float l2) implements Block {
  /** The rank of a square matrix per layer, which is not factored. */
  public static final int FULL = 0;

  @Override
  public boolean separates(List<Stream> in) {
    return !in.get(0).isShared();
  }

  /** The same block with this factor on the sum of squared entries of its matrices. */
  public CrossNetwork l2(float l2) {
    return new CrossNetwork(layers, rank, l2);
  }
}
