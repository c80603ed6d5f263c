package dev.espalier.graph.internal;

import dev.espalier.dsl.DselectK;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.DselectStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes the selectors of DSelect-k, of all tasks at once, and the averages they weigh. */
final class DselectLowering {
  /** Keeps logarithms and reciprocals finite where a share is 0. */
  private static final float EPSILON = 1e-6f;

  private final Ops tf;
  private final WeightSource weights;

  DselectLowering(Ops tf, WeightSource weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /**
   * Shares r [batch, tasks, k, streams in]; the batch is 1 for static selectors.
   *
   * <p>A digit of value b takes the factor (1 - b) + (2b - 1) S, one product over all digits.
   */
  Operand<TFloat32> shares(DselectStep step, Operand<TFloat32> features) {
    int streams = step.in().size();
    int digits = DselectK.digits(streams);
    Operand<TFloat32> z = affine(step.codeKernel(), step.codeBias(), features);
    Operand<TFloat32> half = tf.constant(.5f);
    Operand<TFloat32> u =
        tf.clipByValue(
            tf.math.mul(z, tf.constant(1 / step.block().gamma())), tf.constant(-.5f), half);
    Operand<TFloat32> curve =
        tf.math.sub(tf.constant(1.5f), tf.math.mul(tf.constant(2f), tf.math.square(u)));
    Operand<TFloat32> s =
        tf.reshape(
            tf.math.add(tf.math.mul(u, curve), half),
            tf.constant(new int[] {-1, step.out().size(), step.block().k(), digits, 1}));
    float[][] ifZero = new float[digits][streams];
    float[][] slope = new float[digits][streams];
    for (int l = 0; l < digits; l++) {
      for (int j = 0; j < streams; j++) {
        int digit = j >> l & 1;
        ifZero[l][j] = 1 - digit;
        slope[l][j] = 2 * digit - 1;
      }
    }
    Operand<TFloat32> factors =
        tf.math.add(tf.math.mul(s, tf.constant(slope)), tf.constant(ifZero));
    return tf.prod(factors, tf.constant(3));
  }

  /** Weights [batch, tasks, streams in] from these shares; rows of reachable streams sum to 1. */
  Operand<TFloat32> weights(
      DselectStep step, Operand<TFloat32> shares, Operand<TFloat32> features) {
    int tasks = step.out().size();
    int k = step.block().k();
    Operand<TFloat32> logits = affine(step.weightKernel(), step.weightBias(), features);
    Operand<TFloat32> selectors =
        tf.nn.softmax(tf.reshape(logits, tf.constant(new int[] {-1, tasks, k})));
    Operand<TFloat32> column = tf.reshape(selectors, tf.constant(new int[] {-1, tasks, k, 1}));
    return tf.sum(tf.math.mul(column, shares), tf.constant(2));
  }

  /** A stream per task. */
  Streams mix(DselectStep step, Streams in, Operand<TFloat32> weighing) {
    int tasks = step.out().size();
    int width = in.width();
    if (step.codeKernel() != null) {
      Operand<TFloat32> mixed = BatchedProduct.of(tf, weighing, in.byStream());
      return Streams.byStream(tf, tasks, width, mixed);
    }
    int k = in.count();
    Operand<TFloat32> matrix = tf.reshape(weighing, tf.constant(new int[] {tasks, k}));
    Operand<TFloat32> rows = tf.reshape(in.stacked(), tf.constant(new int[] {k, -1}));
    Operand<TFloat32> sums = tf.linalg.matMul(matrix, rows);
    return Streams.stacked(
        tf, tasks, width, tf.reshape(sums, tf.constant(new int[] {tasks, -1, width})));
  }

  /** The selectors' penalty, a scalar; empty where nothing is penalised. */
  Optional<Operand<TFloat32>> penalty(DselectStep step, Operand<TFloat32> shares) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    if (step.block().entropy() > 0) {
      Operand<TFloat32> log = tf.math.log(tf.math.add(shares, tf.constant(EPSILON)));
      Operand<TFloat32> sums = tf.sum(tf.math.mul(shares, log), tf.constant(3));
      parts.add(tf.math.mul(sums, tf.constant(-step.block().entropy())));
    }
    if (Integer.bitCount(step.in().size()) > 1) {
      Operand<TFloat32> reached = tf.sum(shares, tf.constant(3));
      parts.add(tf.math.reciprocal(tf.math.add(reached, tf.constant(EPSILON))));
    }
    return parts.stream()
        .reduce(tf.math::add)
        .map(each -> tf.math.mean(each, tf.constant(0)))
        .map(each -> tf.sum(each, tf.constant(new int[] {0, 1})));
  }

  private Operand<TFloat32> affine(@Nullable Bank kernel, Bank bias, Operand<TFloat32> features) {
    Operand<TFloat32> offset = weights.joined(bias);
    return kernel == null
        ? offset
        : tf.nn.biasAdd(tf.linalg.matMul(features, weights.joined(kernel)), offset);
  }
}
