package dev.espalier.dsl;

import java.util.List;

/**
 * Products of all pairs of a stream's entries, pooled into few numbers that networks can read: each
 * of k streams x [batch, width] gives [x, 0.5 ((x V)² − x² V²)] of shape [batch, width + factors],
 * with V [width, factors] of its own. Factor f is then the sum of v_if v_jf x_i x_j over pairs i <
 * j, at the cost of a linear layer (Rendle 2010, lemma 3.1); the factors are not summed to one
 * number but handed on, as in the bi-interaction pooling of He and Chua (2017).
 *
 * <p>The stream itself comes first in what goes out, so that blocks after it see the linear terms.
 *
 * @param factors numbers that the pairs are pooled into, at least 1
 * @param l2 factor of the sum of squared entries of V that is added to the loss; default 0
 */
public record FactorizationMachine(int factors, float l2) implements Block {

  @Override
  public boolean separates(List<Stream> in) {
    return !in.get(0).isShared();
  }

  /** The same block with this factor on the sum of squared entries of V. */
  public FactorizationMachine l2(float l2) {
    return new FactorizationMachine(factors, l2);
  }
}
