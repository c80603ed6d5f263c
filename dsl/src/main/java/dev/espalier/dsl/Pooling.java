package dev.espalier.dsl;

/**
 * How the values of an example that has several become as many numbers as one of them has. Values
 * that do not count, such as the padding of a short list, change nothing; where none counts, the
 * result is zeros.
 */
public sealed interface Pooling permits Pooling.Mean, Pooling.Sum, Pooling.Max {

  /** The sum over the sum of the weights, where each value has weight 1 unless it is given one. */
  record Mean() implements Pooling {}

  /** The sum of the values, each times its weight. */
  record Sum() implements Pooling {}

  /** The largest of each component; it knows no weights. */
  record Max() implements Pooling {}
}
