package dev.espalier.dsl;

/**
 * Sub-network routing: k shared streams to {@code subNetworks} shared streams, through connections
 * that learned codes open and close (Ma et al. 2019). Sub-network i reads v_i = sum_j z_ij W_ij u_j
 * ({@link Kind#TRANS}) or v_i = sum_j z_ij u_j ({@link Kind#AVER}) and applies its hidden layers.
 *
 * @param subNetworks number of sub-networks, at least 1
 * @param layers hidden layers of each sub-network, at least one
 * @param kind what a connection does to the stream it carries; default {@link Kind#TRANS}
 * @param codes settings of the codes
 * @param granularity what a code opens and closes; default {@link Granularity#PER_CONNECTION}
 */
public record Snr(
    int subNetworks, Layers layers, Kind kind, HardConcrete codes, Granularity granularity)
    implements Block {

  /** What an open connection does to the stream it carries. */
  public enum Kind {
    /** Multiplies it by a square matrix of its own: linear, no bias, no activation. */
    TRANS,
    /** Passes it on; the sum is not divided by the number of connections. */
    AVER
  }

  /** What one code opens and closes. */
  public enum Granularity {
    /** A connection, as in the paper: z_ij is a number. */
    PER_CONNECTION,
    /**
     * An entry of a connection's matrix: z_ij has the shape of W_ij and multiplies it entry by
     * entry. A connection is closed where all its entries are. Of kind {@link Kind#TRANS} only.
     */
    PER_WEIGHT
  }

  /** The same block with connections of this kind. */
  public Snr kind(Kind kind) {
    return new Snr(subNetworks, layers, kind, codes, granularity);
  }

  /** The same block with these settings of its codes. */
  public Snr codes(HardConcrete codes) {
    return new Snr(subNetworks, layers, kind, codes, granularity);
  }

  /** The same block with codes for these. */
  public Snr granularity(Granularity granularity) {
    return new Snr(subNetworks, layers, kind, codes, granularity);
  }
}
