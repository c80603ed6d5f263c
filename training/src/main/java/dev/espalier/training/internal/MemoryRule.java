package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A {@link GramRule} whose weights also depend on what it remembers of the steps before. */
interface MemoryRule extends WeighingRule {

  @Override
  default Surgery.Weighing weighing(Memory memory) {
    return (site, gram) -> weights(site, memory, gram);
  }

  /** The weights, shape [T], from the Gram matrix, shape [T, T], and what the next step knows. */
  Weighted weights(MergeSite site, Memory memory, Operand<TFloat32> gram);
}
