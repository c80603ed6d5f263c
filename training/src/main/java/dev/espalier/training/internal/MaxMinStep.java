package dev.espalier.training.internal;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * The step within a ball that helps the worst task most: max over ‖x‖ ≤ r of min_i (q_i + u_i · x)
 * / a_i, where the unit vectors u_i have the Gram matrix Q. Its dual is what merges ask for: the y
 * ≥ 0 with a · y = 1 that minimises q · y + r √(yᵀ Q y). The step itself is r Σ y_i u_i, divided by
 * its length.
 *
 * <p>A primal-dual interior point method, see {@link MaxMinRound}. It starts where all conditions
 * hold with equal products, but for y = λ x. Over Gram matrices of 1 to 32 tasks, of low rank,
 * nearly parallel or opposite, norms up to 1e12 apart, it took 10 to 20 rounds most often and 45 at
 * most.
 */
final class MaxMinStep {
  /** Rounds after which a matrix that is not positive definite is given up. */
  private static final double ROUNDS = 60;

  /** The least that s starts from. */
  private static final double INSIDE = 0.1;

  private MaxMinStep() {}

  /**
   * The y of these, shape [T, 1].
   *
   * @param gram its cosines are Q
   * @param offsets q, at most about 1 in size, shape [T, 1]
   * @param scales a, from 1e-8 to 1, shape [T, 1]
   * @param square r², above 0, shape [1, 1]
   */
  static Operand<TFloat64> of(
      Ops tf,
      RidgedGram gram,
      Operand<TFloat64> offsets,
      Operand<TFloat64> scales,
      Operand<TFloat64> square) {
    int n = gram.tasks();
    Operand<TInt32> all = tf.constant(new int[] {0, 1});
    Operand<TFloat64> room = tf.math.mul(square, tf.constant(0.5));
    Operand<TFloat64> theta =
        tf.min(tf.math.div(tf.math.sub(offsets, tf.constant(INSIDE)), scales), all);
    Operand<TFloat64> s = tf.math.sub(offsets, tf.math.mul(theta, scales));
    Operand<TFloat64> inverse = tf.math.reciprocal(s);
    Operand<TFloat64> product =
        tf.math.reciprocal(tf.linalg.matMul(scales, inverse, MatMul.transposeA(true)));
    Operand<TFloat64> y = below(tf, tf.math.mul(inverse, product), tf.math.div(product, room));
    Operand<TFloat64> pairs = tf.concat(List.of(y, below(tf, s, room)), tf.constant(1));
    Operand<TFloat64> one = tf.constant(new double[][] {{1}});

    MaxMinRound round = new MaxMinRound(n);
    List<Operand<TFloat64>> end =
        Loop.run(
            tf,
            List.of(
                pairs,
                tf.constant(new double[n + 1][1]),
                one,
                one,
                tf.constant(new double[][] {{ROUNDS}})),
            List.of(
                padded(tf, gram.cosines(), 0, 1, 0, 1),
                below(tf, offsets, room),
                border(tf, n, tf.math.neg(scales))),
            (ops, state) ->
                ops.reshape(
                    ops.math.logicalAnd(
                        ops.math.greater(state.get(3), ops.constant(0.0)),
                        ops.math.greater(state.get(4), ops.constant(0.0))),
                    ops.constant(new int[0])),
            round::next);
    return tf.slice(end.get(0), tf.constant(new int[] {0, 0}), tf.constant(new int[] {n, 1}));
  }

  /** The last row and column of the system: zeros but for the first entries. */
  private static Operand<TFloat64> border(Ops tf, int n, Operand<TFloat64> column) {
    Operand<TFloat64> row = tf.reshape(column, tf.constant(new int[] {1, n}));
    return tf.math.add(padded(tf, column, 0, 2, n + 1, 0), padded(tf, row, n + 1, 0, 0, 2));
  }

  private static Operand<TFloat64> padded(
      Ops tf, Operand<TFloat64> matrix, int above, int below, int left, int right) {
    return tf.pad(
        matrix, tf.constant(new int[][] {{above, below}, {left, right}}), tf.constant(0.0));
  }

  private static Operand<TFloat64> below(Ops tf, Operand<TFloat64> column, Operand<TFloat64> last) {
    return tf.concat(List.of(column, last), tf.constant(0));
  }
}
