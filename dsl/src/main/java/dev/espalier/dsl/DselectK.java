package dev.espalier.dsl;

/**
 * DSelect-k: at least two shared streams of one width to one stream per task, each an average of at
 * most k of them once training has made up its mind (Hazimeh et al. 2021). Unlike a top-k gate it
 * is smooth, so that every stream has a gradient on the way.
 *
 * <p>Each task has k selectors. The number of a stream is written with m binary digits, m the least
 * that suffices; selector i has m activations z_il, and gives stream j the share r_ij = product
 * over l of S(z_il) where digit l of j is 1, of 1 - S(z_il) where it is 0. Stream j has the weight
 * sum_i softmax(a)_i r_ij; selectors that agree add up. S is the {@link #smoothStep smooth step}: 0
 * and 1 outside a range of width gamma, where a selector reads one stream only.
 *
 * <p>The loss gains for each selector its entropy, times a factor, and where the number of streams
 * is no power of two 1 / sum_j r_ij, which keeps selectors from numbers without a stream.
 *
 * @param k selectors of each task, from 1 to the number of streams
 * @param selector what z and a depend on; default {@link Selector#STATIC}
 * @param gamma width of the smooth step's range, 1e-6 or more; default 1
 * @param entropy factor of the sum of -r ln(r + 1e-6), not negative; default 0. Per example it is
 *     the mean over the batch
 */
public record DselectK(int k, Selector selector, float gamma, float entropy) implements Block {

  /** What a task's selectors depend on. */
  public enum Selector {
    /** The task only: serving knows what is read, and computes nothing else. */
    STATIC,
    /** The features too, by an affine map: examples of one task may read different streams. */
    PER_EXAMPLE
  }

  /** The same block with selectors of this kind. */
  public DselectK selector(Selector selector) {
    return new DselectK(k, selector, gamma, entropy);
  }

  /** The same block with a smooth step of this width. */
  public DselectK gamma(float gamma) {
    return new DselectK(k, selector, gamma, entropy);
  }

  /** The same block with this factor of the selectors' entropy. */
  public DselectK entropy(float entropy) {
    return new DselectK(k, selector, gamma, entropy);
  }

  /** Binary digits that number this many streams: the least m with 2^m of at least as many. */
  public static int digits(int streams) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(streams - 1);
  }

  /**
   * The smooth step: -2 (z / gamma)^3 + 3/2 (z / gamma) + 1/2, exactly 0 from -gamma/2 down and
   * exactly 1 from gamma/2 up.
   */
  public float smoothStep(float z) {
    float u = Math.min(.5f, Math.max(-.5f, z / gamma));
    return u * (1.5f - 2 * u * u) + .5f;
  }
}
