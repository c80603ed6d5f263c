package dev.espalier.dsl;

import java.util.List;

/**
 * A network for each task, tied to those of the others by a penalty on the distance between their
 * parameters: a baseline of the MMoE paper (Duong et al. 2015; Ma et al. 2018, section 5.1). Shared
 * streams, read as their concatenation, to one stream per task.
 *
 * <p>The loss gains strength times the sum over pairs of tasks s, t of the squared distance of all
 * kernels and biases of their networks.
 *
 * @param layers hidden layers of each network, at least one
 * @param strength factor of the squared distances, not negative; 0 leaves the networks untied
 */
public record L2Constrained(Layers layers, float strength) implements Block {
  @Override
  public boolean separates(List<Stream> in) {
    return true;
  }
}
