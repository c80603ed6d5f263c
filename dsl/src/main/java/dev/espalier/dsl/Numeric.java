package dev.espalier.dsl;

/**
 * A number, or a vector of numbers, per example (float32). A missing number takes the mean of the
 * training part, which is 0 after standardisation; a raw feature's missing number is 0.
 *
 * @param name column in the data; a vector feature of width n reads the columns {@code name_0 …
 *     name_(n-1)} of a table
 * @param width numbers per example; default 1
 * @param scaling what is done to the numbers before the network; default {@link
 *     Scaling#STANDARDIZED}
 */
public record Numeric(String name, int width, Scaling scaling) implements Feature {

  /** What is done to a number before the network sees it. */
  public enum Scaling {
    /** Minus the mean, over the standard deviation, both of the training part. */
    STANDARDIZED,
    /** Nothing. */
    RAW
  }

  /** The same feature, not standardised. */
  public Numeric raw() {
    return new Numeric(name, width, Scaling.RAW);
  }
}
