package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;

/**
 * Weighs the tasks as another rule does, by the gradients at the end of what they share.
 *
 * @param rule weighs
 */
record RepresentationRule(WeighingRule rule) implements MergeRule {

  @Override
  public Merged merge(Objective objective, Memory memory) {
    return RepresentationSurgery.of(objective, rule.weighing(memory));
  }

  @Override
  public boolean readsEachTask() {
    return true;
  }
}
