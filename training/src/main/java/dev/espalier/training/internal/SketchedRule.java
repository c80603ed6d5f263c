package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;

/**
 * Weighs the tasks as another rule does, by an estimate of their Gram matrix.
 *
 * @param rank columns of the random signs
 * @param rule weighs
 */
record SketchedRule(int rank, WeighingRule rule) implements MergeRule {

  @Override
  public Merged merge(Objective objective, Memory memory) {
    return SketchedSurgery.of(objective, rank, rule.weighing(memory));
  }

  @Override
  public boolean readsEachTask() {
    return true;
  }
}
