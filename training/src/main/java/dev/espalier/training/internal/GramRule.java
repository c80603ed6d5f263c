package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A merge that stays in the span of the task gradients and needs nothing of them but their dot
 * products: the merged gradient is J^T w, the rows of J being the T gradients.
 */
interface GramRule extends WeighingRule {

  @Override
  default Surgery.Weighing weighing(Memory memory) {
    return (site, gram) -> new Weighted(weights(site, gram), List.of());
  }

  /** The weights w, shape [T], from the Gram matrix J J^T, shape [T, T]. */
  Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram);
}
