package dev.espalier.dsl;

import java.util.List;

/**
 * A network for each task whose kernels are slices of a tensor of low rank: Tucker's factorization
 * (Yang and Hospedales 2017; the baseline "tensor factorization" of the MMoE paper). Shared
 * streams, read as their concatenation, to one stream per task.
 *
 * <p>The kernel of task t in a layer is sum over a, b, c of G_abc U_a V_b S_tc with inputs U,
 * outputs V and tasks S; biases are each task's own. The kernels are never written out.
 *
 * @param layers hidden layers of each network, at least one; normalisation is not offered
 * @param ranks the ranks of every layer
 */
public record TensorFactorized(Layers layers, Ranks ranks) implements Block {

  /**
   * How large the core G is.
   *
   * @param inputs columns of U, at least 1
   * @param outputs columns of V, at least 1
   * @param tasks columns of S, at least 1
   */
  public record Ranks(int inputs, int outputs, int tasks) {}

  @Override
  public boolean separates(List<Stream> in) {
    return true;
  }
}
