package dev.espalier.training.internal;

import dev.espalier.graph.internal.BatchedProduct;
import dev.espalier.graph.internal.InitialValues;
import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The only product that a weight matrix enters: outputs = inputs · weight, of one matrix or of
 * several side by side.
 *
 * @param weight [in, out], or [n, in, out]
 * @param inputs [batch, in], or [n, batch, in]
 * @param outputs [batch, out], or [n, batch, out]
 */
record SketchedProduct(Weight weight, Operand<TFloat32> inputs, Operand<TFloat32> outputs) {

  /** The product of this weight in what these operations compute; null where there is not one. */
  static @Nullable SketchedProduct of(Weight weight, Set<Operation> forward) {
    if (weight.isTable()) {
      return null;
    }
    List<GraphOperation> readers =
        ((GraphOperation) weight.leaf().op())
            .consumers().stream().filter(forward::contains).toList();
    if (readers.size() != 1) {
      return null;
    }
    GraphOperation product = readers.get(0);
    boolean plain =
        switch (product.type()) {
          case "MatMul" -> isPlain(product, "transpose_a", "transpose_b");
          case "BatchMatMul", "BatchMatMulV2" -> isPlain(product, "adj_x", "adj_y");
          default -> false;
        };
    if (!plain || !product.input(1).equals(weight.leaf().asOutput())) {
      return null;
    }
    Operand<TFloat32> inputs = product.input(0).expect(TFloat32.class);
    boolean sameAxes = inputs.shape().numDimensions() == weight.shape().numDimensions();
    return sameAxes
        ? new SketchedProduct(weight, inputs, product.output(0).expect(TFloat32.class))
        : null;
  }

  private static boolean isPlain(GraphOperation product, String left, String right) {
    return !product.attributes().getAttrBool(left) && !product.attributes().getAttrBool(right);
  }

  /** Numbers in a row of the inputs. */
  long width() {
    Shape shape = weight.shape();
    return shape.get(shape.numDimensions() - 2);
  }

  /** inputs · S, [batch, rank] or [n, batch, rank], for a matrix S of random signs over √rank. */
  Operand<TFloat32> sketched(Ops tf, Objective objective, int rank) {
    Operand<TInt64> key =
        tf.stack(
            List.of(
                tf.constant(
                    InitialValues.key(objective.seed(), "training/sketch/" + weight.name())),
                objective.step()));
    Operand<TFloat32> drawn =
        tf.random.statelessRandomUniform(
            tf.constant(new long[] {width(), rank}), key, TFloat32.class);
    Operand<TFloat32> signs =
        tf.math.mul(
            tf.math.sign(tf.math.sub(drawn, tf.constant(.5f))),
            tf.constant((float) (1 / Math.sqrt(rank))));
    if (weight.shape().numDimensions() == 2) {
      return tf.linalg.matMul(inputs, signs);
    }
    long n = weight.shape().get(0);
    Operand<TFloat32> rows = tf.reshape(inputs, tf.constant(new long[] {-1, width()}));
    return tf.reshape(tf.linalg.matMul(rows, signs), tf.constant(new long[] {n, -1, rank}));
  }

  /**
   * What stands for the gradients of the tasks by the weight: a row each, [T, n rank out].
   *
   * @param sketched of the inputs
   * @param byOutputs gradients of the tasks by the outputs
   */
  TaskRows rows(Ops tf, Operand<TFloat32> sketched, TaskStack byOutputs) {
    List<Operand<TFloat32>> rows = new ArrayList<>();
    Operand<TFloat32> each = tf.expandDims(sketched, tf.constant(0));
    for (Operand<TFloat32> gradients : byOutputs.groups()) {
      rows.add(BatchedProduct.of(tf, each, gradients, true, false));
    }
    return TaskRows.of(tf, weight, new TaskStack(rows, byOutputs.sizes()));
  }
}
