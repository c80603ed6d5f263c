package dev.espalier.dsl;

import java.util.List;

/**
 * What is left of a sequence after its last step that counts: each of k streams [batch, width]
 * gives [batch, width + units], the stream and beside it the state of a gated recurrent unit of its
 * own that has read the sequence (Chung et al. 2014, equations 5 to 8; the reset gate multiplies
 * what the candidate takes of the state after its matrix, as in cuDNN, which is one product a
 * step).
 *
 * <p>From a state h of zeros, at each step x that counts: z, r = σ(x W + h U + b) for the update
 * and the reset gate, c = tanh(x W' + b' + r ⊙ (h U')), then h + z ⊙ (c - h). A step that does not
 * count leaves the state as it is.
 *
 * @param feature name of a sequence, or of a list of categories, which is read in its order
 * @param units width of the state, at least 1
 * @param l2 factor of the sum of squared entries of W and U that is added to the loss; default 0
 */
public record Gru(String feature, int units, float l2) implements Block {

  @Override
  public boolean separates(List<Stream> in) {
    return !in.get(0).isShared();
  }

  /** The same block with this factor on the sum of squared entries of its matrices. */
  public Gru l2(float l2) {
    return new Gru(feature, units, l2);
  }
}
