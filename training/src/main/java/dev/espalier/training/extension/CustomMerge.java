package dev.espalier.training.extension;

import dev.espalier.training.GradientStep;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A merge of your own, as weights found in the Gram matrix of the task gradients: the merged
 * gradient of the shared weights is J^T w, the rows of J being the T gradients. A weight of one
 * task keeps its own gradient, and penalties are added as they are. It is a value, best a record,
 * and stands first in a chain.
 */
public interface CustomMerge extends GradientStep.Merge.Declared {

  /**
   * The weights w, shape [T].
   *
   * @param site builds ops, none of which needs a gradient
   * @param gram J J^T, shape [T, T]; a task whose loss reaches nothing, or that has no label in the
   *     batch, has a row of zeros. Where an entry is not finite the step is skipped, but ops that
   *     stop the run at such numbers, as decompositions do, must not see them.
   */
  Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram);
}
