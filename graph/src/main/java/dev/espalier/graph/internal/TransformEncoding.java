package dev.espalier.graph.internal;

import dev.espalier.dsl.Numeric.Clip;
import dev.espalier.dsl.Numeric.Log;
import dev.espalier.dsl.Numeric.Transform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Writes the transforms of numeric features: stage by stage, for those of a feature follow each
 * other, and all columns of a stage together.
 */
final class TransformEncoding {
  private final Ops tf;

  TransformEncoding(Ops tf) {
    this.tf = tf;
  }

  /** What becomes of numbers [batch, n] by the transforms of each column. */
  Operand<TFloat32> transformed(Operand<TFloat32> numbers, List<List<Transform>> columns) {
    Operand<TFloat32> x = numbers;
    int stages = columns.stream().mapToInt(List::size).max().orElse(0);
    for (int stage = 0; stage < stages; stage++) {
      List<@Nullable Transform> own = new ArrayList<>();
      for (List<Transform> column : columns) {
        own.add(stage < column.size() ? column.get(stage) : null);
      }
      if (own.stream().anyMatch(Log.class::isInstance)) {
        x = logarithm(x, own);
      }
      if (own.stream().anyMatch(Clip.class::isInstance)) {
        x = limited(x, own);
      }
    }
    return x;
  }

  /** sign(x) ln(1 + |x|), in float64 as the data pipeline computes it. */
  private Operand<TFloat32> logarithm(Operand<TFloat32> x, List<@Nullable Transform> own) {
    boolean[] logs = new boolean[own.size()];
    boolean every = true;
    for (int i = 0; i < logs.length; i++) {
      logs[i] = own.get(i) instanceof Log;
      every &= logs[i];
    }
    Operand<TFloat64> wide = tf.dtypes.cast(x, TFloat64.class);
    Operand<TFloat32> log =
        tf.dtypes.cast(
            tf.math.mul(tf.math.sign(wide), tf.math.log1p(tf.math.abs(wide))), TFloat32.class);
    return every ? log : tf.select(tf.constant(logs), log, x);
  }

  private Operand<TFloat32> limited(Operand<TFloat32> x, List<@Nullable Transform> own) {
    float[] low = new float[own.size()];
    float[] high = new float[own.size()];
    Arrays.fill(low, Float.NEGATIVE_INFINITY);
    Arrays.fill(high, Float.POSITIVE_INFINITY);
    for (int i = 0; i < low.length; i++) {
      if (own.get(i) instanceof Clip clip) {
        low[i] = clip.low();
        high[i] = clip.high();
      }
    }
    return tf.math.minimum(tf.math.maximum(x, tf.constant(low)), tf.constant(high));
  }
}
