package dev.espalier.samples.balancing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One training and what came of it.
 *
 * @param data name of the data
 * @param method name of the method
 * @param learningRate of Adam
 * @param seed of the training
 * @param validation mean of the tasks' main metrics at the best epoch, larger is better
 * @param test main metric of each task on the test part
 */
public record Trial(
    String data,
    String method,
    float learningRate,
    long seed,
    double validation,
    Map<String, Double> test) {

  /** Copies the map and keeps its order. */
  public Trial {
    test = Collections.unmodifiableMap(new LinkedHashMap<>(test));
  }
}
