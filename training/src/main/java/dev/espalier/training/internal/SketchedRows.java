package dev.espalier.training.internal;

import dev.espalier.graph.internal.BatchedProduct;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What stands for the gradients of the tasks by the weight of a product, and by its offset.
 *
 * @param product the product
 * @param byOutputs gradients of the tasks by its outputs
 * @param sums per group of tasks sketchᵀ · byOutputs, [tasks, rank, out] or [tasks, n, rank, out];
 *     where there is an offset, rank + 1 rows, of which the last is the gradient by it
 * @param rows the same as rows of numbers
 */
record SketchedRows(
    SketchedProduct product, TaskStack byOutputs, List<Operand<TFloat32>> sums, TaskRows rows) {

  /**
   * The rows of a product.
   *
   * @param sketch the inputs times random signs, and beside them a 1 where there is an offset:
   *     [batch, rank] or [batch, rank + 1], n of these for n matrices
   */
  static SketchedRows of(
      Ops tf, SketchedProduct product, Operand<TFloat32> sketch, TaskStack byOutputs) {
    List<Operand<TFloat32>> sums = new ArrayList<>();
    Operand<TFloat32> each = tf.expandDims(sketch, tf.constant(0));
    for (Operand<TFloat32> gradients : byOutputs.groups()) {
      sums.add(BatchedProduct.of(tf, each, gradients, true, false));
    }
    TaskRows rows = TaskRows.of(tf, product.weight(), new TaskStack(sums, byOutputs.sizes()));
    return new SketchedRows(product, byOutputs, sums, rows);
  }
}
