package dev.espalier.dsl.plan;

/** What a parameter holds before training. */
public sealed interface Initializer {

  /** The same number everywhere. */
  record Constant(float value) implements Initializer {}

  /** Uniform on [-limit, limit). */
  record Uniform(float limit) implements Initializer {}

  /** Normal with mean 0 and this deviation, redrawn beyond two deviations. */
  record TruncatedNormal(float deviation) implements Initializer {}

  /** {@code own} in one place of a vector, and the rest of 1 spread evenly over the others. */
  record Spread(int place, float own) implements Initializer {}

  /** Uniform with limit sqrt(6 / (in + out)) (Glorot and Bengio 2010). */
  static Initializer glorot(int in, int out) {
    return new Uniform((float) Math.sqrt(6.0 / ((double) in + out)));
  }

  /**
   * Normal with variance 2 / in (He et al. 2015), truncated; the deviation is corrected for what
   * truncation takes away.
   */
  static Initializer he(int in) {
    return new TruncatedNormal((float) (Math.sqrt(2.0 / in) / 0.87962566103423978));
  }
}
