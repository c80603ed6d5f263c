package dev.espalier.graph;

import java.util.List;

/**
 * How a numeric feature is brought to mean 0 and deviation 1.
 *
 * <p>A component becomes {@code (x - mean) * reciprocal(deviation)}: one subtraction and one
 * multiplication, both in float32, with a reciprocal that is rounded to float32 once. Whatever
 * prepares examples for training calls {@link #apply}; the serving graph has the same two
 * operations on the same two constants, so both give the same bits.
 *
 * @param means mean of each component over the training part
 * @param deviations standard deviation (of the population) of each component over the training
 *     part; 1 where the component is constant
 */
public record Standardization(List<Float> means, List<Float> deviations) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException where the lists are empty or of different lengths, a mean is
   *     not finite, or a deviation or its reciprocal is not positive and finite
   */
  public Standardization {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.isEmpty() || means.size() != deviations.size()) {
      throw new IllegalArgumentException(
          "A standardization has a mean and a deviation per component; received %d means and %d deviations."
              .formatted(means.size(), deviations.size()));
    }
    for (float mean : means) {
      if (!Float.isFinite(mean)) {
        throw new IllegalArgumentException("A mean is a finite number; received " + mean + ".");
      }
    }
    for (float deviation : deviations) {
      if (!isDeviation(deviation)) {
        throw new IllegalArgumentException(
            "A deviation and its reciprocal are positive and finite; received " + deviation + ".");
      }
    }
  }

  /** Whether one can divide by this deviation in float32. */
  public static boolean isDeviation(float deviation) {
    return deviation > 0 && Float.isFinite(deviation) && Float.isFinite(1 / deviation);
  }

  /** Number of components. */
  public int width() {
    return means.size();
  }

  /** What a component's distance from its mean is multiplied by. */
  public float reciprocal(int component) {
    return 1f / deviations.get(component);
  }

  /** The standardised value of a component; not a number stays not a number. */
  public float apply(int component, float value) {
    return (value - means.get(component)) * reciprocal(component);
  }
}
