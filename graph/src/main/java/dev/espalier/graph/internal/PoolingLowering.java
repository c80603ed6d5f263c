package dev.espalier.graph.internal;

import dev.espalier.dsl.Pooling;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/** Writes how the values of an example that has several become one vector. */
final class PoolingLowering {
  private final Ops tf;

  PoolingLowering(Ops tf) {
    this.tf = tf;
  }

  /**
   * One vector per example [batch, width].
   *
   * @param values [batch, steps, width]
   * @param weights [batch, steps], not negative; 0 for a value that does not count
   */
  Operand<TFloat32> pool(Pooling pooling, Operand<TFloat32> values, Operand<TFloat32> weights) {
    if (pooling instanceof Pooling.Max) {
      return max(values, weights);
    }
    Operand<TFloat32> shares = weights;
    if (pooling instanceof Pooling.Mean) {
      Operand<TFloat32> all = tf.reduceSum(weights, tf.constant(1), ReduceSum.keepDims(true));
      shares = tf.math.divNoNan(weights, all);
    }
    return tf.linalg.einsum(List.of(shares, values), "bs,bsd->bd");
  }

  private Operand<TFloat32> max(Operand<TFloat32> values, Operand<TFloat32> weights) {
    Operand<TFloat32> none = tf.constant(0f);
    Operand<TFloat32> counting =
        tf.select(
            tf.math.greater(tf.expandDims(weights, tf.constant(2)), none),
            values,
            tf.constant(-Float.MAX_VALUE));
    Operand<TFloat32> most = tf.reduceMax(weights, tf.constant(1), ReduceMax.keepDims(true));
    Operand<TFloat32> largest = tf.reduceMax(counting, tf.constant(1));
    return tf.select(tf.math.greater(most, none), largest, none);
  }
}
