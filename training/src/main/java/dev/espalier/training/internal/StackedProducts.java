package dev.espalier.training.internal;

import dev.espalier.graph.internal.BatchedProduct;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.Transpose;
import org.tensorflow.types.TFloat32;

/** How the gradients of several tasks go back through products of matrices. */
final class StackedProducts {
  private final Ops tf;

  StackedProducts(Ops tf) {
    this.tf = tf;
  }

  /** Whether an operation is a product whose factors' shapes are known. */
  boolean covers(GraphOperation op) {
    return switch (op.type()) {
      case "MatMul" -> isPlain(op, "transpose_a", "transpose_b") && StackedShapes.areKnown(op);
      case "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3" ->
          isPlain(op, "adj_x", "adj_y") && StackedShapes.areKnown(op) && hasEqualBatches(op);
      default -> false;
    };
  }

  private static boolean isPlain(GraphOperation product, String left, String right) {
    return !product.attributes().getAttrBool(left) && !product.attributes().getAttrBool(right);
  }

  private static boolean hasEqualBatches(GraphOperation op) {
    Shape left = op.input(0).shape();
    Shape right = op.input(1).shape();
    return left.numDimensions() == 3 && right.numDimensions() == 3 && left.get(0) == right.get(0);
  }

  void pass(GraphOperation op, GradientFlow flow) {
    OwnRows rows = flow.rowsAt(op.output(0));
    if (rows != null && rows.axis() == 1 && !op.type().equals("MatMul")) {
      ownRows(op, rows, flow);
      return;
    }
    Cotangent by = Objects.requireNonNull(flow.at(op.output(0)));
    Operand<TFloat32> left = op.input(0).expect(TFloat32.class);
    Operand<TFloat32> right = op.input(1).expect(TFloat32.class);
    boolean single = op.type().equals("MatMul");
    if (flow.carries(left)) {
      flow.add(
          left, by.with(single ? byLeft(by, left, right) : batch(by.value(), right, false, true)));
    }
    if (flow.carries(right)) {
      flow.add(right, by.with(batch(left, by.value(), true, false)));
    }
  }

  /** All tasks' rows in one product. */
  private Operand<TFloat32> byLeft(Cotangent by, Operand<TFloat32> left, Operand<TFloat32> right) {
    Shape shape = left.shape();
    Operand<TFloat32> rows =
        tf.reshape(by.value(), tf.constant(new long[] {-1, right.shape().get(1)}));
    return tf.reshape(
        tf.linalg.matMul(rows, right, MatMul.transposeB(true)),
        tf.constant(new long[] {by.count(), shape.get(0), shape.get(1)}));
  }

  /** A product per task with a factor that all share, which lacks the first axis. */
  private Operand<TFloat32> batch(
      Operand<TFloat32> left, Operand<TFloat32> right, boolean adjointLeft, boolean adjointRight) {
    int rank = Math.max(left.shape().numDimensions(), right.shape().numDimensions());
    return BatchedProduct.of(
        tf, withAxes(left, rank), withAxes(right, rank), adjointLeft, adjointRight);
  }

  private Operand<TFloat32> withAxes(Operand<TFloat32> tensor, int rank) {
    return tensor.shape().numDimensions() == rank ? tensor : tf.expandDims(tensor, tf.constant(0));
  }

  /**
   * Where each task has a row of the product of its own, as a task's gate does, the others' rows
   * are left out. Shapes: rows [tasks, n, c], left [n, a, b], right [n, b, c].
   */
  private void ownRows(GraphOperation op, OwnRows rows, GradientFlow flow) {
    Operand<TFloat32> left = op.input(0).expect(TFloat32.class);
    Operand<TFloat32> right = op.input(1).expect(TFloat32.class);
    if (flow.carries(left)) {
      // [n, b, c] by [n, c, tasks]
      Operand<TFloat32> columns =
          Transpose.create(tf.scope(), rows.value(), tf.constant(new int[] {1, 2, 0}));
      Operand<TFloat32> products = BatchedProduct.of(tf, right, columns, false, false);
      flow.add(
          left,
          rows.with(Transpose.create(tf.scope(), products, tf.constant(new int[] {2, 0, 1}))));
    }
    if (flow.carries(right)) {
      Operand<TFloat32> own = rows.of(tf, left);
      GraphOperation source = (GraphOperation) right.op();
      if (source.type().equals("Pack") && source.attributes().getAttrInt("axis") == 1) {
        List<Output<TFloat32>> factors =
            tf.unstack(own, right.shape().get(1), Unstack.axis(2L)).output();
        for (int i = 0; i < factors.size(); i++) {
          Operand<TFloat32> factor = tf.expandDims(factors.get(i), tf.constant(2));
          flow.add(source.input(i), new Cotangent(tf.math.mul(factor, rows.value()), rows.tasks()));
        }
      } else {
        Operand<TFloat32> outer =
            tf.math.mul(
                tf.expandDims(own, tf.constant(3)), tf.expandDims(rows.value(), tf.constant(2)));
        flow.add(right, new Cotangent(outer, rows.tasks()));
      }
    }
  }

  /** The sums over all but the last axis, task by task. */
  Cotangent columnSums(Cotangent by) {
    Shape shape = by.value().shape();
    int rank = shape.numDimensions();
    int[] axes = new int[rank - 2];
    Arrays.setAll(axes, i -> i + 1);
    return by.with(tf.sum(by.value(), tf.constant(axes)));
  }
}
