package dev.espalier.dsl;

import java.util.List;

/**
 * One category per example, given as an integer, as text, or as a number that falls into a bucket.
 *
 * @param name column in the data
 * @param coding how a value becomes a row number
 * @param encoding how a row number becomes numbers for the network
 */
public record Categorical(String name, Coding coding, Encoding encoding) implements Feature {

  /** How a value of the data becomes a row number. */
  public sealed interface Coding permits Id, Vocabulary, Hash, Buckets {

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
   * @param atLeast how often a word has to come in the training part to be taken; default 1
   */
  public record Vocabulary(int size, List<String> words, int atLeast) implements Coding {

    /** Copies the words. */
    public Vocabulary {
      words = List.copyOf(words);
    }

    /** A vocabulary of words however seldom. */
    public Vocabulary(int size, List<String> words) {
      this(size, words, 1);
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

  /**
   * Values are numbers (float32); boundaries b_0 < b_1 < … cut them into buckets: below b_0, from
   * b_0 to below b_1, and so on, and from the last boundary on. A missing value is the unknown
   * category.
   *
   * @param size number of buckets
   * @param boundaries {@code size - 1} increasing numbers; empty means that they are the quantiles
   *     1/size, 2/size, … of the training part, of which equal ones count once
   */
  public record Buckets(int size, List<Float> boundaries) implements Coding {

    /** Copies the boundaries. */
    public Buckets {
      boundaries = List.copyOf(boundaries);
    }

    @Override
    public int rows() {
      return size + 1;
    }
  }

  /** How a row number becomes numbers for the network. */
  public sealed interface Encoding permits Embedding, SharedEmbedding, OneHot {}

  /**
   * A learned row of a table; the unknown category's row starts at zero.
   *
   * @param dimension numbers per row
   * @param start where the rows begin, and whether they are trained; default {@link Start#DRAWN}
   */
  public record Embedding(int dimension, Start start) implements Encoding {

    /** Rows that are drawn at random and trained. */
    public Embedding(int dimension) {
      this(dimension, Start.DRAWN);
    }
  }

  /** Where learned rows begin, and whether they are trained from there. */
  public enum Start {
    /** Drawn at random, then trained. */
    DRAWN,
    /** Pretrained rows, given with the data, then trained; rows that are not given are drawn. */
    TUNED,
    /** Pretrained rows, given with the data, that stay as they are; others stay zero. */
    FROZEN
  }

  /**
   * The learned rows of another feature: one table that both read and both train, as for the item
   * shown and the last item clicked. The other feature has an {@link Embedding} of this width and
   * the same coding; a vocabulary that is fitted is fitted over the values of all features that
   * share it, and is the other feature's.
   *
   * @param of name of the feature whose rows are read
   * @param dimension numbers per row
   */
  public record SharedEmbedding(String of, int dimension) implements Encoding {}

  /** A one at the row number, zeros elsewhere; the unknown category has a place of its own. */
  public record OneHot() implements Encoding {}

  @Override
  public int width() {
    if (encoding instanceof SharedEmbedding shared) {
      return shared.dimension();
    }
    return encoding instanceof Embedding embedding ? embedding.dimension() : coding.rows();
  }

  /** Name of the feature whose rows and words this one reads: its own, unless it shares. */
  public String rowsOf() {
    return encoding instanceof SharedEmbedding shared ? shared.of() : name;
  }

  @Override
  public Categorical category() {
    return this;
  }

  /**
   * The same feature, of words that come at least so often in the training part: {@code
   * vocabulary("item", 50_000).atLeast(5)}. The others are the unknown category.
   *
   * @throws IllegalArgumentException where the feature has no vocabulary
   */
  public Categorical atLeast(int occurrences) {
    if (!(coding instanceof Vocabulary vocabulary)) {
      throw new IllegalArgumentException(
          "Feature \"%s\" has no vocabulary; its categories are not counted.".formatted(name));
    }
    return new Categorical(
        name, new Vocabulary(vocabulary.size(), vocabulary.words(), occurrences), encoding);
  }

  /** The same feature with rows of a learned table of this width. */
  public Categorical embedding(int dimension) {
    return new Categorical(name, coding, new Embedding(dimension));
  }

  /**
   * The same feature with pretrained rows, which the training goes on from: {@code
   * vocabulary("word", 20_000).embedding(300).pretrained()}. A one-hot feature takes rows of the
   * default width.
   */
  public Categorical pretrained() {
    return new Categorical(name, coding, new Embedding(dimension(), Start.TUNED));
  }

  /** The same feature with pretrained rows that are not trained. */
  public Categorical frozen() {
    return new Categorical(name, coding, new Embedding(dimension(), Start.FROZEN));
  }

  private int dimension() {
    return encoding instanceof OneHot ? Features.DEFAULT_DIMENSION : width();
  }

  /**
   * The same feature with the rows of this one, which has to be as wide as this feature was: {@code
   * categorical("last_item", 50_000, 8).sharing("item")}. A one-hot feature takes rows of the
   * default width.
   */
  public Categorical sharing(String feature) {
    return new Categorical(name, coding, new SharedEmbedding(feature, dimension()));
  }

  /** The same feature as a vector of zeros and a single one. */
  public Categorical oneHot() {
    return new Categorical(name, coding, new OneHot());
  }
}
