package dev.espalier.training;

import dev.espalier.dsl.Problem;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An update whose moves are longer or shorter in some parts of the model: the learning rate of a
 * weight is that of the update times the factor of the longest start of its name that is given, or
 * times 1.
 *
 * <p>Starts are whole segments of a parameter's name: {@code inputs} or {@code inputs/item} for
 * embedding tables, {@code shared0} or {@code shared0/experts/2} for a block or a network of it,
 * {@code tasks/click} for a tower, {@code weighting} for what a loss weighting learns. A factor of
 * 0 leaves weights as they are.
 *
 * @param update moves the weights
 * @param factors by the start of a name, 0 or more
 */
public record PerBlock(GradientStep.Update update, Map<String, Float> factors)
    implements GradientStep.Update {
  /**
   * Copies the map, sorted by name.
   *
   * @throws GradientException where a factor is negative or not finite, or for an update whose
   *     moves are not proportional to its learning rate or that has factors already
   */
  public PerBlock {
    factors = Collections.unmodifiableMap(new TreeMap<>(factors));
    factors.forEach(
        (start, factor) ->
            Settings.notNegative(
                "perBlock.factors[\"" + start + "\"]", factor, "Take 0.1 to move slower"));
    if (update instanceof Ftrl || update instanceof PerBlock) {
      throw new GradientException(
          new Problem(
              "perBlock.update",
              update.getClass().getSimpleName(),
              "an update whose moves are proportional to its learning rate",
              update instanceof Ftrl
                  ? "Take adaGrad(), which ftrl() resembles"
                  : "Give all factors to one perBlock()"));
    }
  }

  /** The same with this factor where a parameter's name starts like this. */
  public PerBlock rate(String start, float factor) {
    Map<String, Float> more = new TreeMap<>(factors);
    more.put(start, factor);
    return new PerBlock(update, more);
  }

  @Override
  public Schedule learningRate() {
    return update.learningRate();
  }

  /** The factor of the parameter of this name. */
  public float factor(String parameter) {
    String longest = null;
    for (String start : factors.keySet()) {
      if (covers(start, parameter) && (longest == null || start.length() > longest.length())) {
        longest = start;
      }
    }
    return longest == null ? 1f : factors.getOrDefault(longest, 1f);
  }

  /** Whether a name starts with these whole segments. */
  public static boolean covers(String start, String parameter) {
    return parameter.equals(start) || parameter.startsWith(start + "/");
  }
}
