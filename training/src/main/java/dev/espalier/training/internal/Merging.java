package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientStep;

/** Writes the backward passes and the merge of what they yield. */
final class Merging {

  private Merging() {}

  static Merged of(Objective objective, GradientStep.Merge merge, Memory memory) {
    boolean several =
        objective.losses().size() > 1 && objective.weights().stream().anyMatch(Weight::shared);
    return several ? MergeRules.of(merge).merge(objective, memory) : LossSum.of(objective);
  }
}
