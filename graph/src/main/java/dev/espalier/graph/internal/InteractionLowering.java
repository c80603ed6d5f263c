package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.CrossStep;
import dev.espalier.dsl.plan.FactorizationStep;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes crosses and pooled pairs of the entries of streams, of all streams together. */
final class InteractionLowering {
  private final Ops tf;
  private final WeightSource weights;

  InteractionLowering(Ops tf, WeightSource weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /** Streams crossed layer by layer. */
  Streams cross(CrossStep step, Streams in) {
    boolean alone = in.count() == 1;
    Operand<TFloat32> first = tensor(in);
    Operand<TFloat32> x = first;
    for (CrossStep.Layer layer : step.layers()) {
      Operand<TFloat32> read = layer.down() == null ? x : product(alone, x, layer.down());
      Operand<TFloat32> z = product(alone, read, layer.kernel());
      z =
          alone
              ? tf.nn.biasAdd(z, weights.joined(layer.bias()))
              : tf.math.add(z, weights.stacked(layer.bias()));
      x = tf.math.add(tf.math.mul(first, z), x);
    }
    return streams(in.count(), in.width(), x);
  }

  /** Each stream beside its pooled pairs. */
  Streams pairs(FactorizationStep step, Streams in) {
    boolean alone = in.count() == 1;
    Operand<TFloat32> x = tensor(in);
    Operand<TFloat32> factors = matrix(alone, step.factors());
    Operand<TFloat32> sums = product(alone, x, factors);
    Operand<TFloat32> squares = product(alone, tf.math.square(x), tf.math.square(factors));
    Operand<TFloat32> pairs =
        tf.math.mul(tf.math.sub(tf.math.square(sums), squares), tf.constant(.5f));
    int width = in.width() + step.factors().shape().get(1);
    return streams(in.count(), width, tf.concat(List.of(x, pairs), tf.constant(alone ? 1 : 2)));
  }

  /** A single stream [batch, width]; several [k, batch, width]. */
  private static Operand<TFloat32> tensor(Streams in) {
    return in.count() == 1 ? in.flat() : in.stacked();
  }

  private Streams streams(int count, int width, Operand<TFloat32> x) {
    return count == 1 ? Streams.flat(tf, 1, width, x) : Streams.stacked(tf, count, width, x);
  }

  private Operand<TFloat32> product(boolean alone, Operand<TFloat32> x, Bank bank) {
    return product(alone, x, matrix(alone, bank));
  }

  private Operand<TFloat32> product(boolean alone, Operand<TFloat32> x, Operand<TFloat32> matrix) {
    return alone ? tf.linalg.matMul(x, matrix) : BatchedProduct.of(tf, x, matrix);
  }

  private Operand<TFloat32> matrix(boolean alone, Bank bank) {
    return alone ? weights.joined(bank) : weights.stacked(bank);
  }
}
