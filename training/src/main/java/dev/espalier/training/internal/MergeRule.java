package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;

/**
 * How a merge is written: the backward passes that it needs, and one gradient of what they yield.
 */
interface MergeRule {

  /**
   * Writes the merged gradient of what it differentiates, with several tasks and shared weights.
   */
  Merged merge(Objective objective, Memory memory);

  /** The objective that it differentiates in the place of another, with as many losses. */
  default Objective differentiated(Objective objective) {
    return objective;
  }

  /** Whether it needs the gradients of the tasks one by one. */
  default boolean readsEachTask() {
    return false;
  }
}
