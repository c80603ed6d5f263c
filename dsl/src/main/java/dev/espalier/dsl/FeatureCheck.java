package dev.espalier.dsl;

import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Embedding;
import dev.espalier.dsl.Categorical.Hash;
import dev.espalier.dsl.Categorical.OneHot;
import dev.espalier.dsl.Categorical.Start;
import dev.espalier.dsl.Categorical.Vocabulary;
import dev.espalier.dsl.Numeric.Clip;
import dev.espalier.dsl.Numeric.Quantiles;
import java.util.HashSet;
import java.util.Locale;

/** The rules for the settings of one feature. */
final class FeatureCheck {
  private static final int MOST_TRANSFORMS = 16;

  private final Limits limits;
  private final Problems problems;

  FeatureCheck(Limits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  void feature(String path, Feature feature) {
    if (feature instanceof FeatureDeclaration own) {
      feature(path + ".source", own.source());
      problems.positive(path + ".width", own.width(), limits.width());
      own.problems(path).forEach(problems::add);
    } else if (feature instanceof Numeric numeric) {
      problems.positive(path + ".width", numeric.components(), limits.width());
      numeric(path, numeric);
    } else if (feature instanceof Multivalent several) {
      several(path, several);
    } else if (feature instanceof Sequence sequence) {
      each(path, sequence.each());
      problems.positive(path + ".steps", sequence.steps(), limits.width());
      sequence.columns().forEach(column -> problems.name(path + ".valid", column));
    } else if (feature instanceof Image image) {
      each(path, image.each());
      problems.positive(path + ".rows", image.rows(), limits.width());
      problems.positive(path + ".columns", image.columns(), limits.width());
    }
    if (feature instanceof Positioned several) {
      positions(path, several);
    }
    Categorical category = feature.category();
    if (category != null) {
      coding(path + ".coding", category.coding());
      encoding(path + ".encoding", category);
    }
  }

  /** What stands at each position of a sequence or an image. */
  private void each(String path, Numeric numbers) {
    problems.positive(path + ".width", numbers.components(), limits.width());
    numeric(path, numbers);
    if (numbers.missing() == Numeric.Missing.INDICATED) {
      problems.add(
          path + ".missing",
          "indicated",
          "filled, where there are several positions",
          "Mask the steps that have no numbers, or give the indicator as a number of its own");
    }
  }

  private void positions(String path, Positioned feature) {
    long all = (long) feature.positions() * feature.depth();
    boolean numbers = feature.numeric() != null || feature.pooling() instanceof Pooling.Flat;
    if (numbers && feature.positions() > 0 && all > limits.width()) {
      problems.add(
          path,
          all + " numbers",
          "at most " + limits.width(),
          "Take fewer or narrower positions, or raise Limits.width");
    }
  }

  private void several(String path, Multivalent feature) {
    problems.positive(path + ".most", feature.most(), limits.width());
    if (feature.each().coding() instanceof Buckets) {
      problems.add(
          path + ".coding",
          "numbers in buckets",
          "ids, a vocabulary, or hashed texts",
          "Put the numbers into buckets before, and give the numbers of the buckets as ids");
    }
    if (feature.weights() == null) {
      return;
    }
    problems.name(path + ".weights", feature.weights());
    if (feature.pooling() instanceof Pooling.Max) {
      problems.add(
          path + ".weights",
          Problems.quoted(feature.weights()),
          "no weights with max pooling",
          "Remove the weights, or use mean or sum");
    }
  }

  private void numeric(String path, Numeric numeric) {
    problems.atMost(
        path + ".transforms", numeric.transforms().size(), MOST_TRANSFORMS, "transforms");
    for (int i = 0; i < numeric.transforms().size(); i++) {
      if (numeric.transforms().get(i) instanceof Clip clip
          && !(Float.isFinite(clip.low())
              && Float.isFinite(clip.high())
              && clip.low() < clip.high())) {
        problems.add(
            path + ".transforms[" + i + "].clip",
            clip.low() + " to " + clip.high(),
            "two finite numbers, the first below the second",
            "Use Float.MAX_VALUE for a side without a limit");
      }
    }
    if (numeric.scaling() instanceof Quantiles quantiles
        && (quantiles.count() < 2 || quantiles.count() > limits.width())) {
      problems.add(
          path + ".quantiles",
          quantiles.count() + "",
          "2 to " + limits.width(),
          "Give a number of quantiles in that range; 100 to 1,000 are usual");
    }
  }

  private void coding(String path, Categorical.Coding coding) {
    if (coding instanceof Buckets buckets) {
      buckets(path, buckets);
      return;
    }
    int rows = coding.rows();
    // All other codings but hashing keep one row for the unknown category.
    int known = coding instanceof Hash ? rows : rows - 1;
    if (rows < 1 || rows > limits.rows() || known < 1) {
      problems.add(
          path,
          known + (coding instanceof Hash ? " buckets" : " categories"),
          "1 to " + (coding instanceof Hash ? limits.rows() : limits.rows() - 1),
          "Give the number of categories, or hash them into fewer buckets");
    }
    if (coding instanceof Vocabulary vocabulary) {
      words(path + ".words", vocabulary);
      floor(path + ".atLeast", vocabulary);
    }
  }

  private void buckets(String path, Buckets buckets) {
    int size = buckets.size();
    if (size < 2 || size > limits.width()) {
      problems.add(
          path + ".size",
          size + (size == 1 ? " bucket" : " buckets"),
          "2 to " + limits.width(),
          "Give a boundary at least, or a number of buckets in that range");
    } else if (!buckets.boundaries().isEmpty() && buckets.boundaries().size() != size - 1) {
      problems.add(
          path + ".boundaries",
          buckets.boundaries().size() + " boundaries",
          "none, or one less than its size, " + (size - 1),
          "Make the size one more than the boundaries");
    }
    float before = Float.NEGATIVE_INFINITY;
    for (float boundary : buckets.boundaries()) {
      if (!(boundary > before) || Float.isInfinite(boundary)) {
        problems.add(
            path + ".boundaries",
            Float.toString(boundary),
            "finite numbers that increase",
            "Put the boundaries in order, each once");
        return;
      }
      before = boundary;
    }
  }

  private void words(String path, Vocabulary vocabulary) {
    int words = vocabulary.words().size();
    if (words > vocabulary.size()) {
      problems.add(
          path, words + " words", "at most its size, " + vocabulary.size(), "Raise the size");
    }
    if (new HashSet<>(vocabulary.words()).size() < words) {
      problems.add(path, "repeated words", "distinct words", "Remove the repeated ones");
    }
    if (vocabulary.words().contains("")) {
      problems.add(path, "an empty word", "words that are not empty", "An empty cell is unknown");
    }
  }

  private void floor(String path, Vocabulary vocabulary) {
    int floor = vocabulary.atLeast();
    if (floor < 1) {
      problems.add(path, floor + "", "at least 1", "Take 5, or leave it out");
    } else if (floor > 1 && !vocabulary.words().isEmpty()) {
      problems.add(
          path,
          floor + " occurrences of words that are given",
          "1 where the words are given",
          "Leave the words to training, or leave it out");
    }
  }

  private void encoding(String path, Categorical feature) {
    Categorical.Coding coding = feature.coding();
    if (feature.encoding() instanceof Embedding embedding
        && embedding.start() != Start.DRAWN
        && (coding instanceof Hash || coding instanceof Buckets)) {
      problems.add(
          path + ".start",
          embedding.start().name().toLowerCase(Locale.ROOT)
              + (coding instanceof Hash ? ", of hashed text" : ", of numbers in buckets"),
          "drawn: pretrained rows are those of ids or words",
          "Give the words as a vocabulary, or leave the rows to training");
    }
    int rows = feature.coding().rows();
    if (!(feature.encoding() instanceof OneHot)) {
      problems.positive(path + ".dimension", feature.width(), limits.width());
    } else if (rows > limits.width()) {
      problems.add(
          path,
          "one-hot of " + rows + " rows",
          "at most " + limits.width() + " rows",
          "Use an embedding");
    }
  }
}
