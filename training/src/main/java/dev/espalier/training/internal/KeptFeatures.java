package dev.espalier.training.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Vocabulary;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.QuantileScale;
import dev.espalier.graph.Standardization;
import dev.espalier.training.TrainingException;
import dev.espalier.training.data.PretrainedTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What features keep of what was fitted for a model, in a topology that begins with its weights.
 *
 * @param then the topology of that model
 * @param fitted what was fitted for it
 */
public record KeptFeatures(Topology then, FittedFeatures fitted) {

  /**
   * Holds that kernels which fit mean the same: that features have the places that they had, and
   * that rows which were trained elsewhere are in the model.
   *
   * @throws TrainingException where they do not
   */
  public static void check(Plan then, Plan now) {
    List<String> before = features(then);
    List<String> after = features(now);
    if (then.inputWidth() == now.inputWidth() && !before.equals(after)) {
      throw new TrainingException(
          new Problem(
              "topology.inputs",
              "features " + String.join(", ", after),
              "those that the weights are of, in their order: " + String.join(", ", before),
              "Put them in that order, or begin without WarmStart"));
    }
    for (Categorical asked : PretrainedTables.asked(now.topology())) {
      if (then.tables().stream().noneMatch(table -> table.readers().contains(asked.name()))) {
        throw new TrainingException(
            new Problem(
                "topology.inputs " + asked.name(),
                "a pretrained feature that the weights are without",
                "one that the run has",
                "Make it embedding(%d), or begin without WarmStart".formatted(asked.width())));
      }
    }
  }

  private static List<String> features(Plan plan) {
    return plan.topology().inputs().stream()
        .map(feature -> feature.name() + " of width " + feature.width())
        .toList();
  }

  /** The same of features that have not changed, and the words that the others know now. */
  public FittedFeatures in(Topology now, FittedFeatures fresh) {
    Map<String, Standardization> means = new LinkedHashMap<>(fresh.standardizations());
    Map<String, List<String>> words = new LinkedHashMap<>(fresh.vocabularies());
    Map<String, List<Float>> boundaries = new LinkedHashMap<>(fresh.boundaries());
    Map<String, List<QuantileScale>> quantiles = new LinkedHashMap<>(fresh.quantiles());
    for (Feature feature : now.inputs()) {
      String name = feature.name();
      Feature before = before(name);
      if (before == null) {
        continue;
      }
      Numeric number = feature.numeric();
      if (number != null && number.equals(before.numeric())) {
        means.computeIfPresent(name, (n, own) -> fitted.standardization(n));
        quantiles.computeIfPresent(name, (n, own) -> fitted.quantiles(n));
      }
      Categorical category = feature.category();
      Categorical knew = before.category();
      if (category != null
          && knew != null
          && category.coding().equals(knew.coding())
          && fitted.boundaries().containsKey(name)) {
        boundaries.computeIfPresent(name, (n, own) -> fitted.boundaries(n));
      }
      if (category != null
          && knew != null
          && category.coding() instanceof Vocabulary vocabulary
          && vocabulary.words().isEmpty()
          && fitted.vocabularies().containsKey(name)) {
        words.computeIfPresent(
            name, (n, own) -> joined(fitted.vocabulary(n), own, vocabulary.size()));
      }
    }
    return new FittedFeatures(means, words, boundaries, quantiles);
  }

  private @Nullable Feature before(String name) {
    return then.inputs().stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static List<String> joined(List<String> known, List<String> more, int most) {
    Set<String> words = new LinkedHashSet<>(known);
    words.addAll(more);
    return new ArrayList<>(words).subList(0, Math.min(most, words.size()));
  }
}
