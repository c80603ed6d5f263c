package dev.espalier.dsl;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules for features with several positions: who pools them, and which blocks read them. */
final class PositionedCheck {
  private final List<Feature> inputs;
  private final Limits limits;
  private final Problems problems;
  private final Set<String> read = new HashSet<>();

  PositionedCheck(List<Feature> inputs, Limits limits, Problems problems) {
    this.inputs = inputs;
    this.limits = limits;
    this.problems = problems;
  }

  void gru(String path, Gru gru) {
    reads(
        path,
        gru.feature(),
        feature -> feature instanceof Sequence || feature instanceof Multivalent,
        "a sequence or a list of categories");
    if (find(gru.feature()) instanceof Positioned feature && feature.positions() == 1) {
      problems.add(
          path + ".feature",
          Problems.quoted(gru.feature()) + " of one position",
          "two or more",
          "Pool the feature, such as by flat(): there is nothing to remember");
    }
    problems.positive(path + ".units", gru.units(), limits.width());
    problems.notNegative(path + ".l2", gru.l2());
  }

  void perPosition(String path, Granularity.PerPosition each) {
    reads(path, each.feature(), Positioned.class::isInstance, "a feature of several positions");
    boolean ofOneWidth =
        each.pooling() instanceof Pooling.Mean
            || each.pooling() instanceof Pooling.Sum
            || each.pooling() instanceof Pooling.Max;
    if (!ofOneWidth) {
      problems.add(
          path + ".pooling",
          each.pooling().getClass().getSimpleName().toLowerCase(Locale.ROOT),
          "mean, sum or max of what the experts make of the positions",
          "Leave it out for the mean; the feature itself may be pooled otherwise");
    }
  }

  void conv(String path, Conv conv) {
    reads(path, conv.feature(), Image.class::isInstance, "an image");
    problems.count(path + ".filters", conv.filters().size(), limits.layers(), "Add a layer");
    for (int i = 0; i < Math.min(limits.layers(), conv.filters().size()); i++) {
      problems.positive(path + ".filters[" + i + "]", conv.filters().get(i), limits.width());
    }
    // Larger kernels would see nothing but padding; their squares must not overflow.
    int most = Math.min(limits.width(), 1 << 10);
    problems.positive(path + ".kernelSize", conv.kernelSize(), most);
    problems.positive(path + ".stride", conv.stride(), most);
    problems.notNegative(path + ".l2", conv.l2());
  }

  private void reads(String path, String name, Predicate<Feature> fits, String what) {
    read.add(name);
    Feature feature = find(name);
    if (feature == null || !fits.test(feature)) {
      problems.add(
          path + ".feature",
          Problems.quoted(name) + (feature == null ? ", which is no feature" : kind(feature)),
          what + names(fits),
          "Name one of the inputs, or add it to them");
    }
  }

  /** The rules for the features, once the blocks were looked at. */
  void features() {
    for (int i = 0; i < inputs.size(); i++) {
      String path = "topology.inputs[" + i + "]";
      if (inputs.get(i) instanceof Positioned feature) {
        if (feature.pooling() instanceof Pooling.Attention attention) {
          attention(path + ".pooling.attention", feature, attention);
        }
        if (feature.pooling() instanceof Pooling.Unpooled && !read.contains(feature.name())) {
          problems.add(
              path + ".pooling",
              Problems.quoted(feature.name()) + " unpooled, which no block reads",
              "pooled, or read by a block",
              feature instanceof Image
                  ? "Read it with conv or sparseMoe, or pool it, such as by flat()"
                  : "Read it with gru or sparseMoe, or pool it, such as by mean()");
        }
      }
    }
  }

  private void attention(String path, Positioned feature, Pooling.Attention attention) {
    new LayersCheck(this, limits, problems).layers(path + ".hidden", attention.hidden());
    if (attention.hidden().dropout() != 0
        || attention.hidden().normalization() != Normalization.NONE) {
      problems.add(
          path + ".hidden",
          "dropout or a normalisation",
          "neither",
          "Remove them: positions of one example are no batch");
    }
    Feature target = find(attention.target());
    if (!(target instanceof Categorical || target instanceof Numeric)) {
      problems.add(
          path + ".target",
          Problems.quoted(attention.target())
              + (target == null ? ", which is no feature" : kind(target)),
          "a category or numbers, " + feature.depth() + " wide",
          "Name the feature that the positions are compared with");
    } else if (target.width() != feature.depth()) {
      problems.add(
          path + ".target",
          Problems.quoted(target.name()) + ", " + target.width() + " wide",
          "as wide as a position of " + Problems.quoted(feature.name()) + ", " + feature.depth(),
          "Give both the same dimension, such as by sharing one table");
    }
  }

  private @Nullable Feature find(String name) {
    return inputs.stream().filter(input -> input.name().equals(name)).findFirst().orElse(null);
  }

  private static String kind(Feature feature) {
    if (feature instanceof Sequence) {
      return ", which is a sequence";
    } else if (feature instanceof Image) {
      return ", which is an image";
    } else if (feature instanceof Multivalent) {
      return ", which is a list of categories";
    }
    return feature instanceof Categorical ? ", which is one category" : ", which is numbers";
  }

  private String names(Predicate<Feature> fits) {
    String names =
        inputs.stream().filter(fits).map(Feature::name).limit(5).collect(Collectors.joining(", "));
    return names.isEmpty() ? "; there is none" : ": " + names;
  }
}
