package dev.espalier.dsl;

/**
 * Sub-network routing whose connections each example opens and closes for itself: as {@link Snr},
 * but log alpha of a connection is an affine map of the features, whose offset starts at the
 * settings' {@code initialLogAlpha}. A closed connection adds exactly zero for that example.
 *
 * <p>In training every example draws its own noise; the L0 penalty is the mean over the batch. It
 * is an extension of this library of the sub-network routing of Ma et al. (2019).
 *
 * @param subNetworks number of sub-networks, at least 1
 * @param layers hidden layers of each sub-network, at least one
 * @param kind what a connection does to the stream it carries; default {@link Snr.Kind#TRANS}
 * @param codes settings of the codes, one code per connection and example
 */
public record SnrGate(int subNetworks, Layers layers, Snr.Kind kind, HardConcrete codes)
    implements Block {

  /** The same block with connections of this kind. */
  public SnrGate kind(Snr.Kind kind) {
    return new SnrGate(subNetworks, layers, kind, codes);
  }

  /** The same block with these settings of its codes. */
  public SnrGate codes(HardConcrete codes) {
    return new SnrGate(subNetworks, layers, kind, codes);
  }
}
