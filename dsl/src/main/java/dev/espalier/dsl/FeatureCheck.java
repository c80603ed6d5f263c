package dev.espalier.dsl;

import dev.espalier.dsl.Categorical.Hash;
import dev.espalier.dsl.Categorical.OneHot;
import dev.espalier.dsl.Categorical.Vocabulary;
import java.util.HashSet;

/** The rules for the settings of one feature. */
final class FeatureCheck {
  private final Limits limits;
  private final Problems problems;

  FeatureCheck(Limits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  void feature(String path, Feature feature) {
    if (feature instanceof Numeric numeric) {
      problems.positive(path + ".width", numeric.width(), limits.width());
    } else if (feature instanceof Categorical categorical) {
      coding(path + ".coding", categorical.coding());
      encoding(path + ".encoding", categorical);
    }
  }

  private void coding(String path, Categorical.Coding coding) {
    int rows = coding.rows();
    // All codings but hashing keep one row for the unknown category.
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

  private void encoding(String path, Categorical feature) {
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
