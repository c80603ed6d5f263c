package dev.espalier.graph.internal;

import dev.espalier.graph.Precision;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * Writes the products of layers in one precision: a rounded one as a conversion of each factor, the
 * product and the conversion back.
 */
final class LayerProducts {
  private final Ops tf;
  private final Precision precision;
  private final Map<Output<TFloat32>, Operand<TBfloat16>> rounded = new HashMap<>();

  /** Products in this phase's precision. */
  LayerProducts(Ops tf, Phase phase) {
    this.tf = tf;
    this.precision = phase.precision();
  }

  /** [batch, a] by [a, b]. */
  Operand<TFloat32> of(Operand<TFloat32> x, Operand<TFloat32> kernel) {
    return precision.rounds(x.shape().get(0) * kernel.shape().size())
        ? back(tf.linalg.matMul(rounded(x), rounded(kernel)))
        : tf.linalg.matMul(x, kernel);
  }

  /** [n, batch, a] by [n, a, b]. */
  Operand<TFloat32> batched(Operand<TFloat32> x, Operand<TFloat32> kernels) {
    return precision.rounds(x.shape().get(1) * kernels.shape().size())
        ? back(BatchedProduct.any(tf, rounded(x), rounded(kernels), false, false))
        : BatchedProduct.of(tf, x, kernels);
  }

  /** A factor of several products is converted once. */
  private Operand<TBfloat16> rounded(Operand<TFloat32> factor) {
    return rounded.computeIfAbsent(factor.asOutput(), f -> tf.dtypes.cast(f, TBfloat16.class));
  }

  private Operand<TFloat32> back(Operand<TBfloat16> product) {
    return tf.dtypes.cast(product, TFloat32.class);
  }
}
