package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Hash;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the values of a hashed feature fall into its buckets: values of one bucket are one value to
 * the model. Missing values do not count.
 *
 * @param feature name of the feature
 * @param buckets number of buckets it has
 * @param values distinct values there are
 * @param used buckets that hold a value
 * @param sharing values whose bucket holds another value, too
 * @param rows rows that have a value; of a feature with several values per row, values of all rows
 * @param sharingRows those of them whose value is one of those
 */
public record HashCollisions(
    String feature, int buckets, int values, int used, int sharing, int rows, int sharingRows) {

  /** The share of values with a bucket of their own that the suggestion aims at. */
  private static final double ALONE = 0.95;

  /**
   * The collisions of each hashed feature of this topology in these examples: first of those with
   * one value per example, then of those with several.
   */
  public static List<HashCollisions> of(Topology topology, Examples examples) {
    Problems problems = new Problems();
    List<HashCollisions> all = new ArrayList<>();
    for (Feature feature : topology.inputs()) {
      if (feature instanceof Categorical category && category.coding() instanceof Hash hash) {
        Text text = FrequentWords.column(feature.name(), examples, problems);
        if (text != null) {
          all.add(of(feature.name(), hash.buckets(), text.words(), text.counts()));
        }
      }
    }
    all.addAll(ofLists(topology, examples, problems));
    problems.raise();
    return all;
  }

  /** The collisions of each hashed feature with several values per example. */
  static List<HashCollisions> ofLists(Topology topology, Examples examples, Problems problems) {
    List<HashCollisions> all = new ArrayList<>();
    for (Feature feature : topology.inputs()) {
      if (feature instanceof Multivalent several && several.each().coding() instanceof Hash hash) {
        Lists lists = ListColumns.words(feature.name(), examples, problems);
        if (lists != null) {
          Text text = (Text) lists.values();
          all.add(of(feature.name(), hash.buckets(), text.words(), counts(several, lists, text)));
        }
      }
    }
    return all;
  }

  /** How often each word comes among the values that a list is not too long for. */
  private static int[] counts(Multivalent feature, Lists lists, Text text) {
    int[] counts = new int[text.words().size()];
    for (int row = 0; row < lists.rows(); row++) {
      for (int i = 0; i < Math.min(feature.most(), lists.length(row)); i++) {
        int code = text.code(lists.start(row) + i);
        if (code >= 0) {
          counts[code]++;
        }
      }
    }
    return counts;
  }

  /** The collisions of these words, which come so often. */
  static HashCollisions of(String feature, int buckets, List<String> words, int[] counts) {
    int[] present = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
    // Sorted by bucket, values that share one lie beside each other.
    long[] places = new long[present.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = (long) HashBucket.of(words.get(present[i]), buckets) << 32 | present[i];
    }
    Arrays.sort(places);
    int used = 0;
    int sharing = 0;
    int rows = 0;
    int sharingRows = 0;
    for (int i = 0; i < places.length; i++) {
      boolean first = i == 0 || bucket(places[i]) != bucket(places[i - 1]);
      boolean last = i == places.length - 1 || bucket(places[i]) != bucket(places[i + 1]);
      int count = counts[(int) places[i]];
      used += first ? 1 : 0;
      rows += count;
      if (!(first && last)) {
        sharing++;
        sharingRows += count;
      }
    }
    return new HashCollisions(feature, buckets, places.length, used, sharing, rows, sharingRows);
  }

  private static int bucket(long place) {
    return (int) (place >>> 32);
  }

  /** Share of the values that share their bucket; 0 where there is no value. */
  public double share() {
    return values == 0 ? 0 : (double) sharing / values;
  }

  /** Share of the rows whose value shares its bucket; 0 where there is no value. */
  public double rowShare() {
    return rows == 0 ? 0 : (double) sharingRows / rows;
  }

  /** The share of values to be expected of so many in so many buckets, 1 - (1 - 1/b)^(n - 1). */
  public double expectedShare() {
    return values == 0 ? 0 : -Math.expm1((values - 1) * Math.log1p(-1.0 / buckets));
  }

  /**
   * The power of two from which on 19 of 20 values are expected to have a bucket of their own, and
   * no less than the buckets there are; 2^30 at most.
   */
  public int suggestedBuckets() {
    double needed = Math.max(buckets, (values - 1) / -Math.log(ALONE));
    if (needed <= buckets) {
      return buckets;
    }
    return 1 << Math.min(30, (int) Math.ceil(Math.log(needed) / Math.log(2)));
  }
}
