package dev.espalier.dsl;

import java.util.List;

/**
 * A weight of a block from outside of Espalier.
 *
 * @param name distinct among the weights of the block: letters, digits, {@code _ . -}
 * @param shape sizes of its axes, one to four, each at least 1
 * @param start what it holds before training
 * @param l2 factor of its sum of squares in the loss, not negative; 0 for none
 * @param streams indexes of the streams out whose losses reach it; empty for all of them
 */
public record WeightDeclaration(
    String name, List<Integer> shape, Start start, float l2, List<Integer> streams) {

  /** What a weight holds before training. */
  public sealed interface Start {

    /** The same number everywhere. */
    record Constant(float value) implements Start {}

    /** Uniform on [-limit, limit), drawn by the seed and the name of the weight. */
    record Uniform(float limit) implements Start {}
  }

  /** Copies the lists. */
  public WeightDeclaration {
    shape = List.copyOf(shape);
    streams = List.copyOf(streams);
  }

  /** A matrix [in, out] with Glorot's uniform start (Glorot and Bengio 2010). */
  public static WeightDeclaration matrix(String name, int in, int out) {
    float limit = (float) Math.sqrt(6.0 / ((double) in + out));
    return new WeightDeclaration(name, List.of(in, out), new Start.Uniform(limit), 0f, List.of());
  }

  /** A vector that starts at one number. */
  public static WeightDeclaration vector(String name, int size, float start) {
    return new WeightDeclaration(name, List.of(size), new Start.Constant(start), 0f, List.of());
  }

  /** The same weight with this factor of its sum of squares in the loss. */
  public WeightDeclaration l2(float factor) {
    return new WeightDeclaration(name, shape, start, factor, streams);
  }

  /** The same weight, used for these streams out only. */
  public WeightDeclaration of(Integer... streams) {
    return new WeightDeclaration(name, shape, start, l2, List.of(streams));
  }

  /** Number of entries, at most {@link Long#MAX_VALUE}. */
  public long size() {
    long size = 1;
    for (int n : shape) {
      size = Saturating.times(size, n);
    }
    return size;
  }
}
