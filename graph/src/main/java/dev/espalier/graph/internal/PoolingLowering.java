package dev.espalier.graph.internal;

import dev.espalier.dsl.Pooling;
import dev.espalier.dsl.Positioned;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
   * One vector per example: [batch, depth], or [batch, positions * depth] where it is flat.
   *
   * @param scores what the weights are multiplied with [batch, positions], for attention only
   */
  Operand<TFloat32> pool(
      Positioned feature, Positions positions, @Nullable Operand<TFloat32> scores) {
    Operand<TFloat32> values = positions.values();
    Operand<TFloat32> weights = positions.weights();
    if (feature.pooling() instanceof Pooling.Flat) {
      Operand<TFloat32> all =
          weights == null ? values : tf.math.mul(values, tf.expandDims(weights, tf.constant(2)));
      return tf.reshape(all, tf.constant(new int[] {-1, feature.width()}));
    } else if (scores != null) {
      Operand<TFloat32> all = weights == null ? scores : tf.math.mul(weights, scores);
      return tf.linalg.einsum(List.of(all, values), "bs,bsd->bd");
    }
    return pool(feature.pooling(), positions);
  }

  /** The mean, sum or maximum of these positions, [batch, depth]. */
  Operand<TFloat32> pool(Pooling pooling, Positions positions) {
    Operand<TFloat32> weights = positions.weights();
    return weights == null
        ? whole(pooling, positions.values())
        : weighed(pooling, positions.values(), weights);
  }

  private Operand<TFloat32> whole(Pooling pooling, Operand<TFloat32> values) {
    if (pooling instanceof Pooling.Max) {
      return tf.reduceMax(values, tf.constant(1));
    }
    return pooling instanceof Pooling.Mean
        ? tf.math.mean(values, tf.constant(1))
        : tf.reduceSum(values, tf.constant(1));
  }

  private Operand<TFloat32> weighed(
      Pooling pooling, Operand<TFloat32> values, Operand<TFloat32> weights) {
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
