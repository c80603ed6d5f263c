package dev.espalier.training.internal;

import dev.espalier.graph.internal.BatchedProduct;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * The exact sum of the tasks from where a sketch left them: inputsᵀ · (the weighed sum of the
 * gradients by a product's outputs), with no further pass through what is shared.
 *
 * @param sketched weights of products, of one group of tasks each
 * @param exact the other weights
 */
record OutputSums(Ops tf, List<SketchedRows> sketched, List<TaskRows> exact)
    implements ExactSum.Pass {

  @Override
  public List<@Nullable Operand<TFloat32>> by(
      Operand<TFloat32> weights, List<Operand<TFloat32>> leaves) {
    Map<Output<TFloat32>, Operand<TFloat32>> found = new HashMap<>();
    for (TaskRows each : exact) {
      found.put(each.weight().leaf().asOutput(), each.combined(tf, weights));
    }
    for (SketchedRows each : sketched) {
      SketchedProduct product = each.product();
      Operand<TFloat32> sum = each.byOutputs().rows(tf).weighed(tf, weights);
      Operand<TFloat32> byOutputs = tf.reshape(sum, tf.constant(anyBatch(product.outputs())));
      found.put(product.weight().leaf().asOutput(), product(product.inputs(), byOutputs));
      Weight offset = product.offset();
      if (offset != null) {
        Operand<TFloat32> row = tf.linalg.matMul(weights, ones(each));
        found.put(offset.leaf().asOutput(), tf.reshape(row, tf.constant(offset.shape())));
      }
    }
    List<@Nullable Operand<TFloat32>> gradients = new ArrayList<>();
    for (Operand<TFloat32> leaf : leaves) {
      gradients.add(found.get(leaf.asOutput()));
    }
    return gradients;
  }

  private Operand<TFloat32> product(Operand<TFloat32> inputs, Operand<TFloat32> byOutputs) {
    return inputs.shape().numDimensions() == 2
        ? tf.linalg.matMul(inputs, byOutputs, MatMul.transposeA(true))
        : BatchedProduct.of(tf, inputs, byOutputs, true, false);
  }

  private static long[] anyBatch(Operand<TFloat32> outputs) {
    long[] sizes = outputs.shape().asArray().clone();
    sizes[sizes.length - 2] = Shape.UNKNOWN_SIZE;
    return sizes;
  }

  /** What the sketch's column of ones has summed over the batch, [tasks, n out]. */
  private Operand<TFloat32> ones(SketchedRows each) {
    Operand<TFloat32> sums = each.sums().get(0);
    int axes = sums.shape().numDimensions();
    int[] begin = new int[axes];
    begin[axes - 2] = (int) sums.shape().get(axes - 2) - 1;
    int[] size = new int[axes];
    Arrays.fill(size, -1);
    int tasks = each.byOutputs().sizes().get(0);
    return tf.reshape(
        tf.slice(sums, tf.constant(begin), tf.constant(size)), tf.constant(new int[] {tasks, -1}));
  }
}
