package dev.espalier.training.internal;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Min;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat64;

/**
 * A Newton step of the interior point method of {@link MaxMinStep}. With x = Σ x_i u_i its
 * conditions are
 *
 * <pre>
 *   s = q + Q x − θ a       p = (r² − xᵀ Q x) / 2       y = λ x       a · y = 1
 *   y_i s_i = μ             λ p = μ                     all positive, μ → 0
 * </pre>
 *
 * <p>With Y the column of y and λ, S that of s and p, and Pᵀ = (I, −x), Newton's step to Y⁺ and θ⁺
 * is
 *
 * <pre>
 *   (P Q Pᵀ / λ + diag(S / Y)) Y⁺ − θ⁺ (a, 0) = σ μ / Y + S − (q + Q x, (r² − xᵀ Q x) / 2)
 *   (a, 0) · Y⁺ = 1       S⁺ = σ μ / Y + S − (S / Y) Y⁺       x⁺ = x + Pᵀ Y⁺ / λ
 * </pre>
 *
 * <p>and a round goes as far along it as leaves Y and S positive. It aims the lower (σ) the longer
 * the last step was.
 */
final class MaxMinRound {
  /** The gap that ends the loop, as a part of r √(yᵀ Q y); one round follows it. */
  private static final double GAP = 1e-10;

  /** The part of the way to the boundary. */
  private static final double SHORT = 0.99;

  private final int n;
  private final double[][] eye;
  private final double[][] last;

  MaxMinRound(int n) {
    this.n = n;
    this.eye = new double[n + 1][n + 1];
    for (int i = 0; i <= n; i++) {
      eye[i][i] = 1;
    }
    this.last = new double[n + 1][1];
    last[n][0] = 1;
  }

  /**
   * The state after a round.
   *
   * @param state [Y S], x above a zero, σ, how much the gap is above the one that ends the loop,
   *     and the rounds left
   * @param given Q above a row and left of a column of zeros, (q, r² / 2), and the last row and
   *     column of the system that is solved
   */
  List<Operand<TFloat64>> next(
      Ops tf, List<Operand<TFloat64>> state, List<Operand<TFloat64>> given) {
    Operand<TFloat64> pairs = state.get(0);
    Operand<TFloat64> x = state.get(1);
    var columns = tf.split(tf.constant(1), pairs, 2L).output();
    Operand<TFloat64> y = columns.get(0);
    Operand<TFloat64> s = columns.get(1);
    Operand<TFloat64> lambda = atEnd(tf, y);
    Operand<TFloat64> gap = tf.linalg.matMul(y, s, MatMul.transposeA(true));
    Operand<TFloat64> along = tf.linalg.matMul(given.get(0), x);
    Operand<TFloat64> square = tf.linalg.matMul(x, along, MatMul.transposeA(true));

    Operand<TFloat64> ratio = tf.math.div(s, y);
    Operand<TFloat64> bent = // (Q x, − xᵀ Q x / 2)
        tf.math.sub(along, tf.math.mul(square, tf.constant(scaled(last, 0.5))));
    Operand<TFloat64> aim =
        tf.math.add(
            tf.math.div(tf.math.mul(tf.math.mul(gap, state.get(2)), tf.constant(1.0 / (n + 1))), y),
            s);
    Operand<TFloat64> right = tf.math.sub(aim, tf.math.add(given.get(1), bent));
    Operand<TFloat64> solved =
        tf.linalg.solve(
            system(tf, given.get(0), bent, lambda, ratio, given.get(2)),
            tf.concat(List.of(right, tf.constant(new double[][] {{-1}})), tf.constant(0)));
    Operand<TFloat64> nextY =
        tf.slice(solved, tf.constant(new int[] {0, 0}), tf.constant(new int[] {n + 1, 1}));
    Operand<TFloat64> nextS = tf.math.sub(aim, tf.math.mul(ratio, nextY));

    Operand<TFloat64> move = tf.math.sub(tf.concat(List.of(nextY, nextS), tf.constant(1)), pairs);
    Operand<TFloat64> lowest =
        tf.min(tf.math.div(move, pairs), tf.constant(new int[] {0, 1}), Min.keepDims(true));
    Operand<TFloat64> limit = tf.constant(-SHORT);
    Operand<TFloat64> part = tf.math.div(limit, tf.math.minimum(lowest, limit));
    Operand<TFloat64> turn =
        tf.math.sub(tf.math.mul(nextY, tf.constant(others())), tf.math.mul(x, atEnd(tf, nextY)));
    return List.of(
        tf.math.add(pairs, tf.math.mul(move, part)),
        tf.math.add(x, tf.math.mul(turn, tf.math.div(part, lambda))),
        tf.clipByValue(tf.math.sub(tf.constant(1.0), part), tf.constant(1e-3), tf.constant(0.1)),
        tf.math.sub(gap, tf.math.mul(tf.math.mul(lambda, square), tf.constant(GAP))),
        tf.math.sub(state.get(4), tf.constant(1.0)));
  }

  /** P Q Pᵀ / λ + diag(S / Y), and its border. */
  private Operand<TFloat64> system(
      Ops tf,
      Operand<TFloat64> gram,
      Operand<TFloat64> bent,
      Operand<TFloat64> lambda,
      Operand<TFloat64> ratio,
      Operand<TFloat64> border) {
    Operand<TFloat64> side = tf.linalg.matMul(bent, tf.constant(last), MatMul.transposeB(true));
    Operand<TFloat64> below = tf.linalg.transpose(side, tf.constant(new int[] {1, 0}));
    Operand<TFloat64> curved = tf.math.sub(tf.math.sub(gram, side), below);
    Operand<TFloat64> system =
        tf.math.add(tf.math.div(curved, lambda), tf.math.mul(tf.constant(eye), ratio));
    return tf.math.add(
        tf.pad(system, tf.constant(new int[][] {{0, 1}, {0, 1}}), tf.constant(0.0)), border);
  }

  private Operand<TFloat64> atEnd(Ops tf, Operand<TFloat64> column) {
    return tf.slice(column, tf.constant(new int[] {n, 0}), tf.constant(new int[] {1, 1}));
  }

  /** Ones, and a zero at the end. */
  private double[][] others() {
    double[][] others = scaled(last, -1);
    for (double[] row : others) {
      row[0] += 1;
    }
    return others;
  }

  private static double[][] scaled(double[][] column, double factor) {
    double[][] scaled = new double[column.length][1];
    for (int i = 0; i < column.length; i++) {
      scaled[i][0] = factor * column[i][0];
    }
    return scaled;
  }
}
