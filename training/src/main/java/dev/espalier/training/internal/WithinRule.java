package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.Within;
import java.util.List;

/**
 * Another rule in chosen blocks: to it, shared weights elsewhere are as those of one task, which
 * the sum of all losses is differentiated by.
 *
 * @param scope where it works
 * @param rule works there
 */
record WithinRule(Within scope, MergeRule rule) implements MergeRule {

  @Override
  public Objective differentiated(Objective objective) {
    List<Weight> weights = objective.weights().stream().map(this::narrowed).toList();
    return rule.differentiated(objective.by(weights));
  }

  private Weight narrowed(Weight weight) {
    boolean inside = weight.members().names().stream().anyMatch(scope::covers);
    return weight.shared() && !inside ? weight.unshared() : weight;
  }

  @Override
  public Merged merge(Objective objective, Memory memory) {
    return rule.merge(objective, memory);
  }

  @Override
  public boolean readsEachTask() {
    return true;
  }
}
