package dev.espalier.dsl;

import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Embedding;
import dev.espalier.dsl.Categorical.Hash;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.dsl.Categorical.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Where features come from in Java: factories to import statically. */
public final class Features {

  /** Width of a learned category row where none is given. */
  public static final int DEFAULT_DIMENSION = 16;

  private Features() {}

  /** One standardised number. */
  public static Numeric numeric(String name) {
    return numeric(name, 1);
  }

  /** A standardised vector of {@code width} numbers. */
  public static Numeric numeric(String name, int width) {
    return new Numeric(
        name, width, List.of(), Numeric.Scaling.STANDARDIZED, Numeric.Missing.FILLED);
  }

  /** A category given by an integer in [0, size), with learned rows of the default width. */
  public static Categorical categorical(String name, int size) {
    return categorical(name, size, DEFAULT_DIMENSION);
  }

  /** A category given by an integer in [0, size), with learned rows of this width. */
  public static Categorical categorical(String name, int size, int dimension) {
    return new Categorical(name, new Id(size), new Embedding(dimension));
  }

  /** A category given by one of these words, with learned rows of the default width. */
  public static Categorical vocabulary(String name, List<String> words) {
    return new Categorical(
        name, new Vocabulary(words.size(), words), new Embedding(DEFAULT_DIMENSION));
  }

  /**
   * A category given by text; the {@code size} most frequent words of the training part are known.
   */
  public static Categorical vocabulary(String name, int size) {
    return new Categorical(name, new Vocabulary(size, List.of()), new Embedding(DEFAULT_DIMENSION));
  }

  /**
   * A category given by a number: n boundaries make the n + 1 buckets below the first one, from one
   * up to the next, and from the last one on.
   */
  public static Categorical bucketized(String name, float... boundaries) {
    List<Float> list = new ArrayList<>();
    for (float boundary : boundaries) {
      list.add(boundary);
    }
    return new Categorical(
        name, new Buckets(list.size() + 1, list), new Embedding(DEFAULT_DIMENSION));
  }

  /**
   * A category given by a number, cut into this many buckets that each hold about as many examples
   * of the training part.
   */
  public static Categorical bucketized(String name, int buckets) {
    return new Categorical(name, new Buckets(buckets, List.of()), new Embedding(DEFAULT_DIMENSION));
  }

  /**
   * The mean of up to {@code most} categories per example, such as {@code
   * multivalent(hashed("tags", 1000), 20)}.
   *
   * @param each what every one of them is
   */
  public static Multivalent multivalent(Categorical each, int most) {
    return new Multivalent(each, most, new Pooling.Mean(), null);
  }

  /** The mean of this many steps of one number each. */
  public static Sequence sequence(String name, int steps) {
    return sequence(name, steps, 1);
  }

  /** The mean of this many steps of {@code width} numbers each. */
  public static Sequence sequence(String name, int steps, int width) {
    return sequence(numeric(name, width), steps);
  }

  /**
   * The mean of this many steps, such as {@code sequence(numeric("seconds").log(), 20)}.
   *
   * @param each the numbers of one step
   */
  public static Sequence sequence(Numeric each, int steps) {
    return new Sequence(each, steps, Sequence.Valid.ALL, new Pooling.Mean());
  }

  /** An image with this many channels, which {@code conv} reads. */
  public static Image image(String name, int rows, int columns, int channels) {
    return image(numeric(name, channels), rows, columns);
  }

  /**
   * An image which {@code conv} reads, such as {@code image(numeric("photo", 3).raw(), 32, 32)}.
   *
   * @param each the channels of one pixel
   */
  public static Image image(Numeric each, int rows, int columns) {
    return new Image(each, rows, columns, new Pooling.Unpooled());
  }

  /** A category given by text that is hashed into this many rows. */
  public static Categorical hashed(String name, int buckets) {
    return new Categorical(name, new Hash(buckets), new Embedding(DEFAULT_DIMENSION));
  }
}
