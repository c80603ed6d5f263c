package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;

/** A merge that is a weighted sum of the task gradients, weighed by their dot products. */
interface WeighingRule extends MergeRule {

  /** How it weighs them, given what it remembers. */
  Surgery.Weighing weighing(Memory memory);

  @Override
  default Merged merge(Objective objective, Memory memory) {
    return Surgery.weighed(objective, weighing(memory));
  }

  @Override
  default boolean readsEachTask() {
    return true;
  }
}
