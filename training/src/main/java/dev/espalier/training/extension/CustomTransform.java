package dev.espalier.training.extension;

import dev.espalier.training.GradientStep;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A change of the merged gradient of your own, all trained weights taken together. It is a value,
 * best a record, and stands between the merge and the update of a chain.
 */
public interface CustomTransform extends GradientStep.Transform.Declared {

  /**
   * The changed gradients, as many and of the same shapes.
   *
   * @param tf builds ops, none of which needs a gradient
   * @param gradients by each trained weight; of a table [u, dimension], by the u rows that the
   *     batch reads. A step with a gradient that is not finite is skipped.
   */
  List<Operand<TFloat32>> change(Ops tf, List<Operand<TFloat32>> gradients);
}
