package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A merge that stays in the span of the task gradients and needs nothing of them but their dot
 * products: the merged gradient is J^T w, the rows of J being the T gradients.
 */
interface GramRule extends MergeRule {

  /**
   * Where a rule writes its ops.
   *
   * @param tf builds them
   * @param tasks the number T
   * @param seed keys randomness, together with the step
   * @param step number of steps done
   */
  record Site(Ops tf, int tasks, long seed, Operand<TInt64> step) {}

  @Override
  default Merged merge(Objective objective) {
    return Surgery.of(objective, this);
  }

  /** The weights w, shape [T], from the Gram matrix J J^T, shape [T, T]. */
  Operand<TFloat32> weights(Site site, Operand<TFloat32> gram);
}
