package dev.espalier.training.internal;

import dev.espalier.graph.internal.BatchedProduct;
import java.util.Objects;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * How the gradients of several tasks go back through products whose factors are rounded to
 * bfloat16: from the conversion of the product to what was rounded, in one go, through products of
 * numbers rounded alike. Nothing comes to the operations between.
 */
final class StackedRounding {
  private final Ops tf;

  StackedRounding(Ops tf) {
    this.tf = tf;
  }

  /** Whether what an operation gives is in bfloat16. */
  static boolean isRounded(GraphOperation op) {
    return op.numOutputs() > 0 && op.output(0).dataType() == DataType.DT_BFLOAT16;
  }

  /** Whether an operation is the end of such a product. */
  boolean covers(GraphOperation op) {
    if (!op.type().equals("Cast") || !isRounded((GraphOperation) op.input(0).op())) {
      return false;
    }
    GraphOperation product = (GraphOperation) op.input(0).op();
    return (product.type().equals("MatMul") || product.type().equals("BatchMatMulV2"))
        && product.inputs().stream().allMatch(in -> !in.shape().hasUnknownDimension());
  }

  void pass(GraphOperation op, GradientFlow flow) {
    Cotangent by = Objects.requireNonNull(flow.at(op.output(0)));
    GraphOperation product = (GraphOperation) op.input(0).op();
    Operand<TBfloat16> left = product.input(0).expect(TBfloat16.class);
    Operand<TBfloat16> right = product.input(1).expect(TBfloat16.class);
    Operand<TFloat32> leftSource = source(left);
    Operand<TFloat32> rightSource = source(right);
    Operand<TBfloat16> rounded = tf.dtypes.cast(by.value(), TBfloat16.class);
    if (flow.carries(leftSource)) {
      boolean single = product.type().equals("MatMul");
      Operand<TBfloat16> byLeft =
          single
              ? rows(rounded, right, left.shape(), by.count())
              : BatchedProduct.any(tf, rounded, tf.expandDims(right, tf.constant(0)), false, true);
      flow.add(leftSource, by.with(tf.dtypes.cast(byLeft, TFloat32.class)));
    }
    if (flow.carries(rightSource)) {
      Operand<TBfloat16> byRight =
          BatchedProduct.any(tf, tf.expandDims(left, tf.constant(0)), rounded, true, false);
      flow.add(rightSource, by.with(tf.dtypes.cast(byRight, TFloat32.class)));
    }
  }

  private static Operand<TFloat32> source(Operand<TBfloat16> rounded) {
    return ((GraphOperation) rounded.op()).input(0).expect(TFloat32.class);
  }

  /** All tasks' rows in one product. */
  private Operand<TBfloat16> rows(
      Operand<TBfloat16> by, Operand<TBfloat16> right, Shape left, int tasks) {
    Operand<TBfloat16> all = tf.reshape(by, tf.constant(new long[] {-1, right.shape().get(1)}));
    return tf.reshape(
        tf.linalg.matMul(all, right, MatMul.transposeB(true)),
        tf.constant(new long[] {tasks, left.get(0), left.get(1)}));
  }
}
