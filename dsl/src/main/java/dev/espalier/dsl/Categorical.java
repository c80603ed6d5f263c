package dev.espalier.dsl;

import java.util.List;

/**
 * One category per example, given as an integer or as text.
 *
 * @param name column in the data
 * @param coding how a value becomes a row number
 * @param encoding how a row number becomes numbers for the network
 */
public record Categorical(String name, Coding coding, Encoding encoding) implements Feature {

  /** How a value of the data becomes a row number. */
  public sealed interface Coding permits Id, Vocabulary, Hash {

    /** Rows a table of this coding has. */
    int rows();
  }

  /**
   * Values are the integers 0 to size - 1 (int64 in serving); everything else, and a missing value,
   * is the unknown category.
   *
   * @param size number of ids
   */
  public record Id(int size) implements Coding {
    @Override
    public int rows() {
      return size + 1;
    }
  }

  /**
   * Values are text; a word that is not in the vocabulary, and a missing value, is the unknown
   * category.
   *
   * @param size most words the vocabulary may hold
   * @param words the words, in row order; empty means that the most frequent words of the training
   *     part are taken
   */
  public record Vocabulary(int size, List<String> words) implements Coding {

    /** Copies the words. */
    public Vocabulary {
      words = List.copyOf(words);
    }

    @Override
    public int rows() {
      return size + 1;
    }
  }

  /**
   * Values are text; a value's row is its 64-bit FarmHash fingerprint modulo the number of buckets,
   * so distinct values may share a row. A missing value is the empty text.
   *
   * @param buckets number of rows
   */
  public record Hash(int buckets) implements Coding {
    @Override
    public int rows() {
      return buckets;
    }
  }

  /** How a row number becomes numbers for the network. */
  public sealed interface Encoding permits Embedding, OneHot {}

  /**
   * A learned row of a table; the unknown category's row starts at zero.
   *
   * @param dimension numbers per row
   */
  public record Embedding(int dimension) implements Encoding {}

  /** A one at the row number, zeros elsewhere; the unknown category has a place of its own. */
  public record OneHot() implements Encoding {}

  @Override
  public int width() {
    return encoding instanceof Embedding embedding ? embedding.dimension() : coding.rows();
  }

  /** The same feature with rows of a learned table of this width. */
  public Categorical embedding(int dimension) {
    return new Categorical(name, coding, new Embedding(dimension));
  }

  /** The same feature as a vector of zeros and a single one. */
  public Categorical oneHot() {
    return new Categorical(name, coding, new OneHot());
  }
}
