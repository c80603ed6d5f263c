package dev.espalier.training.internal;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Min;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat64;

/**
 * The projections of T unit vectors onto the cone of what conflicts with none of them, {d: u_j · d
 * ≥ 0 for all j}, all at once: with K their Gram matrix, row i of V is argmin vᵀ K v over v ≥ e_i,
 * and Σ_j V_ij u_j the projection of u_i.
 *
 * <p>A primal-dual interior point method. With v = e_i + z and q_i row i of K the conditions are z
 * ≥ 0, s = q_i + K z ≥ 0 and z_j s_j = μ, μ → 0. A round takes Newton's step
 *
 * <pre>  (K + diag(s / z)) dz = σ μ / z − (q_i + K z)      ds = σ μ / z − s − (s / z) dz</pre>
 *
 * <p>for each row, or as much of it as leaves z and s positive. It aims the lower (σ) the longer
 * the last step was. Over Gram matrices of 2 to 32 tasks, of low rank, nearly parallel or opposite,
 * it took 8 to 19 rounds most often and 30 at most.
 */
final class DualCone {
  /** Rounds after which a matrix that is not positive definite is given up. */
  private static final double ROUNDS = 50;

  /** The z · s of each row that ends the loop; one round follows it. */
  private static final double GAP = 1e-12;

  /** What z and s start from. */
  private static final double START = 0.1;

  /** The part of the way to the boundary. */
  private static final double SHORT = 0.99;

  private DualCone() {}

  /** V, shape [T, T]. */
  static Operand<TFloat64> projections(Ops tf, RidgedGram unit) {
    int n = unit.tasks();
    double[][] start = filled(n, n, START);
    // A vector of length zero is orthogonal to all; a slope keeps it out.
    Operand<TFloat64> slopes =
        tf.math.add(
            unit.cosines(),
            tf.reshape(
                tf.math.sub(tf.constant(1.0), unit.active()), tf.constant(new int[] {1, n})));
    List<Operand<TFloat64>> end =
        Loop.run(
            tf,
            List.of(
                tf.constant(start),
                tf.constant(start),
                tf.constant(filled(n, 1, 1)),
                tf.constant(1.0),
                tf.constant(ROUNDS)),
            List.of(unit.cosines(), slopes),
            (ops, state) ->
                ops.math.logicalAnd(
                    ops.math.greater(state.get(3), ops.constant(GAP)),
                    ops.math.greater(state.get(4), ops.constant(0.0))),
            DualCone::round);
    double[][] identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    return tf.math.add(end.get(0), tf.constant(identity));
  }

  /** The state after a round: z, s and σ of each row, the largest z · s, and the rounds left. */
  private static List<Operand<TFloat64>> round(
      Ops tf, List<Operand<TFloat64>> state, List<Operand<TFloat64>> given) {
    Operand<TFloat64> z = state.get(0);
    Operand<TFloat64> s = state.get(1);
    int n = (int) z.shape().get(0);
    Operand<TFloat64> gaps = tf.sum(tf.math.mul(z, s), tf.constant(1), Sum.keepDims(true));
    Operand<TFloat64> aim =
        tf.math.div(tf.math.mul(tf.math.mul(gaps, state.get(2)), tf.constant(1.0 / n)), z);
    Operand<TFloat64> ratio = tf.math.div(s, z);
    Operand<TFloat64> slopes = tf.math.add(tf.linalg.matMul(z, given.get(0)), given.get(1));
    Operand<TFloat64> systems =
        tf.math.add(
            given.get(0),
            tf.linalg.matrixDiag(
                ratio, tf.constant(0), tf.constant(n), tf.constant(n), tf.constant(0.0)));
    Operand<TFloat64> right =
        tf.reshape(tf.math.sub(aim, slopes), tf.constant(new int[] {n, n, 1}));
    Operand<TFloat64> dz =
        tf.reshape(tf.linalg.solve(systems, right), tf.constant(new int[] {n, n}));
    Operand<TFloat64> ds = tf.math.sub(tf.math.sub(aim, s), tf.math.mul(ratio, dz));
    Operand<TFloat64> lowest =
        tf.min(
            tf.math.minimum(tf.math.div(dz, z), tf.math.div(ds, s)),
            tf.constant(1),
            Min.keepDims(true));
    Operand<TFloat64> limit = tf.constant(-SHORT);
    Operand<TFloat64> part = tf.math.div(limit, tf.math.minimum(lowest, limit));
    return List.of(
        tf.math.add(z, tf.math.mul(dz, part)),
        tf.math.add(s, tf.math.mul(ds, part)),
        tf.clipByValue(tf.math.sub(tf.constant(1.0), part), tf.constant(1e-3), tf.constant(0.1)),
        tf.max(gaps, tf.constant(new int[] {0, 1})),
        tf.math.sub(state.get(4), tf.constant(1.0)));
  }

  private static double[][] filled(int rows, int columns, double value) {
    double[][] filled = new double[rows][columns];
    for (double[] row : filled) {
      Arrays.fill(row, value);
    }
    return filled;
  }
}
