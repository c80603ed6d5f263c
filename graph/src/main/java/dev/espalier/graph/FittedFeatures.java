package dev.espalier.graph;

import dev.espalier.dsl.Numeric;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the features took from the training part. It is stored with checkpoints and exported models,
 * so that a model takes raw values wherever it runs.
 *
 * @param standardizations per standardised numeric feature, in the order of the inputs
 * @param vocabularies per vocabulary feature that shares no other's, in the order of the inputs,
 *     its words in row order, at most as many as the topology's size; the unknown category is the
 *     row of that size, however many words there are
 * @param boundaries per bucketized feature that shares no other's, in the order of the inputs, the
 *     increasing numbers where its buckets begin, one less than the topology's size at most; the
 *     unknown category is the row of that size, however many boundaries there are
 * @param quantiles per numeric feature that is scaled by quantiles, in the order of the inputs, the
 *     scale of each component
 */
public record FittedFeatures(
    Map<String, Standardization> standardizations,
    Map<String, List<String>> vocabularies,
    Map<String, List<Float>> boundaries,
    Map<String, List<QuantileScale>> quantiles) {

  /** These standardisations and vocabularies, and nothing else. */
  public FittedFeatures(
      Map<String, Standardization> standardizations, Map<String, List<String>> vocabularies) {
    this(standardizations, vocabularies, Map.of(), Map.of());
  }

  /**
   * Copies the maps and keeps their order.
   *
   * @throws IllegalArgumentException where a vocabulary says a word twice, or boundaries do not
   *     increase
   */
  public FittedFeatures {
    standardizations = Collections.unmodifiableMap(new LinkedHashMap<>(standardizations));
    Map<String, List<String>> words = new LinkedHashMap<>();
    vocabularies.forEach((feature, list) -> words.put(feature, distinct(feature, list)));
    vocabularies = Collections.unmodifiableMap(words);
    Map<String, List<Float>> increasing = new LinkedHashMap<>();
    boundaries.forEach((feature, list) -> increasing.put(feature, increasing(feature, list)));
    boundaries = Collections.unmodifiableMap(increasing);
    Map<String, List<QuantileScale>> scales = new LinkedHashMap<>();
    quantiles.forEach((feature, list) -> scales.put(feature, List.copyOf(list)));
    quantiles = Collections.unmodifiableMap(scales);
  }

  private static List<String> distinct(String feature, List<String> words) {
    HashSet<String> seen = new HashSet<>();
    for (String word : words) {
      if (!seen.add(word)) {
        throw new IllegalArgumentException(
            "The vocabulary of feature \"%s\" says \"%s\" twice.".formatted(feature, word));
      }
    }
    return List.copyOf(words);
  }

  private static List<Float> increasing(String feature, List<Float> boundaries) {
    float before = Float.NEGATIVE_INFINITY;
    for (float boundary : boundaries) {
      if (!(boundary > before) || Float.isInfinite(boundary)) {
        throw new IllegalArgumentException(
            "The boundaries of feature \"%s\" are finite and increase; received %s after %s."
                .formatted(feature, boundary, before));
      }
      before = boundary;
    }
    return List.copyOf(boundaries);
  }

  /** Nothing: what features without standardisation and vocabulary take. */
  public static FittedFeatures none() {
    return new FittedFeatures(Map.of(), Map.of());
  }

  /**
   * The standardisation of this feature.
   *
   * @throws IllegalArgumentException where there is none
   */
  public Standardization standardization(String feature) {
    return find("standardised numeric", feature, standardizations);
  }

  /**
   * The words of this feature in row order.
   *
   * @throws IllegalArgumentException where there are none
   */
  public List<String> vocabulary(String feature) {
    return find("vocabulary", feature, vocabularies);
  }

  /**
   * Where the buckets of this feature begin.
   *
   * @throws IllegalArgumentException where there are none
   */
  public List<Float> boundaries(String feature) {
    return find("bucketized", feature, boundaries);
  }

  /**
   * The scale of each component of this feature.
   *
   * @throws IllegalArgumentException where there are none
   */
  public List<QuantileScale> quantiles(String feature) {
    return find("quantile-scaled numeric", feature, quantiles);
  }

  /**
   * Holds that the scaling of this feature was fitted for as many components as it has.
   *
   * @throws IllegalArgumentException where it was not
   */
  public void requireScaling(Numeric feature) {
    int width = feature.components();
    if (feature.scaling() instanceof Numeric.Standardized) {
      width = standardization(feature.name()).width();
    } else if (feature.scaling() instanceof Numeric.Quantiles) {
      width = quantiles(feature.name()).size();
    }
    if (width != feature.components()) {
      throw new IllegalArgumentException(
          "Feature \"%s\" has width %d and was fitted with width %d."
              .formatted(feature.name(), feature.components(), width));
    }
  }

  private static <V> V find(String kind, String feature, Map<String, V> fitted) {
    V found = fitted.get(feature);
    if (found == null) {
      throw new IllegalArgumentException(
          "No %s feature \"%s\" was fitted; those that were are %s."
              .formatted(kind, feature, fitted.keySet()));
    }
    return found;
  }
}
