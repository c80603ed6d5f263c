package dev.espalier.training;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weighs the loss of task k in epoch t, from 0, by factor_k^t (PLE, Tang et al. 2020, equation 10;
 * the task's own weight is what it starts with).
 *
 * @param factors by the name of the task, positive; 1 for those that are not named
 */
public record EpochDecay(Map<String, Float> factors) implements GradientStep.Weighting {
  /**
   * Copies the map, sorted by name.
   *
   * @throws GradientException where a factor is not positive and finite
   */
  public EpochDecay {
    factors = Collections.unmodifiableMap(new TreeMap<>(factors));
    factors.forEach(
        (task, factor) ->
            Settings.positive(
                "epochDecay.factors[\"" + task + "\"]", factor, "Take 0.9 to let a task fade"));
  }

  /** The same with this factor from epoch to epoch for a task. */
  public EpochDecay task(String name, float factor) {
    Map<String, Float> more = new TreeMap<>(factors);
    more.put(name, factor);
    return new EpochDecay(more);
  }
}
