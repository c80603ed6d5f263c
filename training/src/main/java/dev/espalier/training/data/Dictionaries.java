package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.graph.FittedFeatures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** What the encodings of the parts of one table share: the rows of words, and what was told. */
final class Dictionaries {
  private final Map<String, ToIntFunction<String>> rows = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  /** From a word of a feature to its row. */
  ToIntFunction<String> words(Categorical feature, FittedFeatures fitted) {
    return rows.computeIfAbsent(feature.name(), name -> CategoryCoding.words(feature, fitted));
  }

  /** Whether this is the first time that something is told of a feature. */
  boolean tellsFirst(String feature) {
    return told.add(feature);
  }
}
