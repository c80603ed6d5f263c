package dev.espalier.graph;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Vocabulary;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.graph.internal.PruningCosts;
import dev.espalier.graph.internal.ServingPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trained model at rest: the plan, what its features were fitted with, and the value of each
 * parameter. Codes, pruning and the exported model follow from it alone.
 */
public final class FrozenModel {
  private final Plan plan;
  private final FittedFeatures fitted;
  private final Map<String, float[]> values = new HashMap<>();
  private final List<Codes> codes;
  private final Map<SparseStep, List<Integer>> unreached;

  private FrozenModel(
      Plan plan,
      FittedFeatures fitted,
      Map<String, float[]> parameters,
      Map<SparseStep, List<Integer>> unreached) {
    this.unreached = unreached;
    this.plan = plan;
    this.fitted = fitted;
    plan.topology().inputs().forEach(this::check);
    for (Parameter parameter : plan.parameters()) {
      values.put(parameter.name(), checked(parameter, parameters.get(parameter.name())));
    }
    this.codes =
        plan.everyStep().stream()
            .flatMap(step -> Codes.of(step, values, gone(step)).stream())
            .toList();
  }

  /**
   * The model of these parts. Arrays are kept, not copied, for tables are large: do not change them
   * afterwards.
   *
   * @param parameters the entries of each parameter of the plan, row by row, by its name; further
   *     names are ignored
   * @throws IllegalArgumentException where a parameter or a fitted feature is missing or of another
   *     size, or a parameter holds a number that is not finite
   */
  public static FrozenModel of(Plan plan, FittedFeatures fitted, Map<String, float[]> parameters) {
    return new FrozenModel(plan, fitted, parameters, Map.of());
  }

  /**
   * The same parameters under another plan, such as one with other thresholds.
   *
   * @throws IllegalArgumentException where it has other parameters
   */
  public FrozenModel with(Plan other) {
    return new FrozenModel(other, fitted, values, unreached);
  }

  /**
   * The same model served without some experts: an example that would have gone to one goes to the
   * next best of its gate. Weights that are a softmax over the picked experts are those of the
   * experts it goes to; those that are shares of all stay as they were.
   *
   * @param experts for each step of the plan the numbers, from 0, of the experts to leave out, at
   *     most all but one; steps that are not named keep all
   * @throws IllegalArgumentException where a step of the plan does not have these experts, or would
   *     have none left
   */
  public FrozenModel without(Map<SparseStep, List<Integer>> experts) {
    Map<SparseStep, List<Integer>> copy = new HashMap<>();
    experts.forEach(
        (step, gone) -> {
          int all = step.experts().count();
          boolean known = plan.everyStep().contains(step);
          if (!known
              || gone.stream().distinct().filter(e -> e >= 0 && e < all).count() != gone.size()
              || gone.size() >= all) {
            throw new IllegalArgumentException(
                "Experts %s of %s, which has %d, cannot be left out."
                    .formatted(gone, step.path(), known ? all : 0));
          }
          copy.put(step, List.copyOf(gone));
        });
    return new FrozenModel(plan, fitted, values, Map.copyOf(copy));
  }

  private List<Integer> gone(Step step) {
    return step instanceof SparseStep sparse
        ? unreached.getOrDefault(sparse, List.of())
        : List.of();
  }

  /** The experts that are left out, from 0, by their step. */
  public Map<SparseStep, List<Integer>> unreached() {
    return unreached;
  }

  /** What was trained. */
  public Plan plan() {
    return plan;
  }

  /** What the features took from the training part. */
  public FittedFeatures fitted() {
    return fitted;
  }

  /** The frozen codes of each block of coded connections, first to last. */
  public List<Codes> codes() {
    return codes;
  }

  /** What serving does without, and what that saves. */
  public PruningReport pruning() {
    return PruningCosts.of(this, ServingPlan.of(this));
  }

  /**
   * Multiply-adds in serving for one example that leaves at each exit of a cascade, lookups not
   * counted, then for one that leaves at none.
   */
  public List<Long> depths() {
    return PruningCosts.depths(this);
  }

  /**
   * The entries of this parameter, row by row: the array itself, not to be changed.
   *
   * @throws IllegalArgumentException where the plan has no such parameter
   */
  public float[] parameter(String name) {
    float[] found = values.get(name);
    if (found == null) {
      throw new IllegalArgumentException("The plan has no parameter \"%s\".".formatted(name));
    }
    return found;
  }

  private void check(Feature feature) {
    Numeric number = feature.numeric();
    if (number != null) {
      fitted.requireScaling(number);
    }
    Categorical category = feature.category();
    if (category != null && category.coding() instanceof Vocabulary vocabulary) {
      int words = fitted.vocabulary(category.rowsOf()).size();
      if (words > vocabulary.size()) {
        throw new IllegalArgumentException(
            "Feature \"%s\" has room for %d words and was fitted with %d."
                .formatted(category.name(), vocabulary.size(), words));
      }
    } else if (category != null && category.coding() instanceof Buckets buckets) {
      int size = fitted.boundaries(category.rowsOf()).size() + 1;
      if (size > buckets.size()) {
        throw new IllegalArgumentException(
            "Feature \"%s\" has %d buckets and was fitted with %d."
                .formatted(category.name(), buckets.size(), size));
      }
    }
  }

  private static float[] checked(Parameter parameter, float @Nullable [] given) {
    if (given == null || given.length != parameter.size()) {
      throw new IllegalArgumentException(
          "Parameter \"%s\" has shape %s, so %d entries; received %s."
              .formatted(
                  parameter.name(),
                  parameter.shape(),
                  parameter.size(),
                  given == null ? "none" : given.length));
    }
    for (float entry : given) {
      if (!Float.isFinite(entry)) {
        throw new IllegalArgumentException(
            "Parameter \"%s\" holds %s; only finite numbers can be served. Go back to an earlier checkpoint."
                .formatted(parameter.name(), entry));
      }
    }
    return given;
  }
}
