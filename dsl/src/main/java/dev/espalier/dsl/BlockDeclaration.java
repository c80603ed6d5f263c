package dev.espalier.dsl;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A block from outside of Espalier, as far as a topology knows it: the streams it gives, its
 * weights, and what is wrong with its settings. Write one by implementing {@code
 * dev.espalier.graph.extension.CustomBlock}, which adds how it is computed.
 *
 * <p>It is a value, best a record: topologies with equal blocks are equal. Its class name, with a
 * small first letter, is its word in places such as {@code topology.shared[1].highway} and in the
 * names of its weights.
 *
 * <p>A topology with it is written to JSON and read back where it is a record of numbers, texts,
 * booleans, enums and lists of them, its constructor without arguments gives the defaults, and its
 * class is registered as a provider of this interface, by its name in the file {@code
 * META-INF/services/dev.espalier.dsl.BlockDeclaration} on the class path.
 */
public non-sealed interface BlockDeclaration extends Block {

  /**
   * Where the block stands.
   *
   * @param in streams that come in, at least one
   * @param out streams that go out
   * @param features width of the features, which a block may read beside its streams
   */
  record Site(List<Stream> in, List<Stream> out, int features) {
    /** Copies the lists. */
    public Site {
      in = List.copyOf(in);
      out = List.copyOf(out);
    }
  }

  /**
   * The streams out: all of them shared, or one per task in their order.
   *
   * @param in streams that come in, at least one
   * @param tasks names of the tasks, in their order
   */
  List<Stream> after(List<Stream> in, List<String> tasks);

  /** The weights, with distinct names; none by default. */
  default List<WeightDeclaration> weights(Site site) {
    return List.of();
  }

  /**
   * What is wrong with the settings, or with giving these streams to this block; nothing by
   * default. {@link #after} is asked only where nothing is.
   *
   * @param path place of the block, with which the path of each problem begins
   */
  default List<Problem> problems(String path, List<Stream> in) {
    return List.of();
  }

  /**
   * The streams in that a stream out depends on, by their indexes; all of them by default. The
   * losses that reach a weight, and so whether gradients are merged there, follow from it.
   */
  default List<Integer> reads(int out, List<Stream> in) {
    return IntStream.range(0, in.size()).boxed().toList();
  }

  /** Whether the features are read beside the streams; not so by default. */
  default boolean readsFeatures() {
    return false;
  }

  /** Multiply-adds for one example; by default the entries of all weights with two axes or more. */
  default long multiplyAdds(Site site) {
    long sum = 0;
    for (WeightDeclaration weight : weights(site)) {
      sum = Saturating.plus(sum, weight.shape().size() > 1 ? weight.size() : 0);
    }
    return sum;
  }
}
