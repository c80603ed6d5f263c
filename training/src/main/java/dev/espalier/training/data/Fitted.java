package dev.espalier.training.data;

import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.QuantileScale;
import dev.espalier.graph.Standardization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what features take from data, by their names.
 *
 * @param standardizations of standardised numeric features
 * @param vocabularies of vocabulary features
 * @param boundaries of bucketized features
 * @param quantiles of numeric features that are scaled by them
 */
record Fitted(
    Map<String, Standardization> standardizations,
    Map<String, List<String>> vocabularies,
    Map<String, List<Float>> boundaries,
    Map<String, List<QuantileScale>> quantiles) {

  /** Nothing yet. */
  Fitted() {
    this(
        new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  FittedFeatures features() {
    return new FittedFeatures(standardizations, vocabularies, boundaries, quantiles);
  }
}
