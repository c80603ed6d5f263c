package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Min;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Nash-MTL (Navon et al., ICML 2022) on dot products alone: the a &gt; 0 with G a = 1 / a. With y_i
 * = ‖g_i‖ a_i and K the cosines that is K y = 1 / y, where y minimises yᵀ K y / 2 − Σ ln y_i.
 *
 * <p>The function is self-concordant, so that Newton steps which are damped where the decrement is
 * large end at it from everywhere: the longer of 1 / (1 + decrement), which is proven to do, and
 * half the way to the boundary, which takes 14 rounds at most on Gram matrices of 2 to 32 tasks, of
 * low rank, nearly parallel or opposite, where the former takes 53.
 */
final class NashMtlRule implements GramRule {
  /** Rounds after which a matrix that is not positive definite is given up. */
  private static final double ROUNDS = 60;

  /** The squared decrement after which one more round is as exact as float64 is. */
  private static final double NEAR = 1e-12;

  /** Below this decrement Newton's whole step converges quadratically. */
  private static final double WHOLE = 0.25;

  @Override
  public Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    int n = site.tasks();
    RidgedGram unit = RidgedGram.of(tf, n, gram);
    Operand<TFloat64> one = tf.constant(1.0);
    Operand<TFloat64> sums = tf.linalg.matMul(unit.cosines(), tf.constant(column(n)));
    Operand<TFloat64> most = tf.math.maximum(tf.max(sums, tf.constant(new int[] {0, 1})), one);
    Operand<TFloat64> start = tf.math.mul(tf.constant(column(n)), tf.math.rsqrt(most));
    List<Operand<TFloat64>> end =
        Loop.run(
            tf,
            List.of(start, tf.constant(new double[][] {{1}}), tf.constant(ROUNDS)),
            List.of(unit.cosines()),
            (ops, state) ->
                ops.math.logicalAnd(
                    ops.reshape(
                        ops.math.greater(state.get(1), ops.constant(NEAR)),
                        ops.constant(new int[0])),
                    ops.math.greater(state.get(2), ops.constant(0.0))),
            NashMtlRule::round);
    Operand<TFloat64> weights = tf.math.mul(end.get(0), unit.inverse());
    return tf.dtypes.cast(tf.reshape(weights, tf.constant(new int[] {n})), TFloat32.class);
  }

  /** The state after a round: y, the squared decrement before it, and the rounds left. */
  private static List<Operand<TFloat64>> round(
      Ops tf, List<Operand<TFloat64>> state, List<Operand<TFloat64>> given) {
    Operand<TFloat64> y = state.get(0);
    int n = (int) y.shape().get(0);
    double[][] eye = new double[n][n];
    for (int i = 0; i < n; i++) {
      eye[i][i] = 1;
    }
    Operand<TFloat64> one = tf.constant(1.0);
    Operand<TFloat64> inverse = tf.math.reciprocal(y);
    Operand<TFloat64> down = tf.math.sub(inverse, tf.linalg.matMul(given.get(0), y));
    Operand<TFloat64> curved =
        tf.math.add(given.get(0), tf.math.mul(tf.constant(eye), tf.math.square(inverse)));
    Operand<TFloat64> move = tf.linalg.solve(curved, down);
    Operand<TFloat64> square = tf.linalg.matMul(down, move, MatMul.transposeA(true));
    Operand<TFloat64> decrement = tf.math.sqrt(square);
    Operand<TFloat64> lowest =
        tf.min(tf.math.mul(move, inverse), tf.constant(0), Min.keepDims(true));
    Operand<TFloat64> half = tf.constant(-0.5);
    Operand<TFloat64> part =
        tf.math.maximum(
            tf.math.div(half, tf.math.minimum(lowest, half)),
            tf.math.reciprocal(tf.math.add(one, decrement)));
    Operand<TFloat64> whole =
        tf.dtypes.cast(tf.math.less(decrement, tf.constant(WHOLE)), TFloat64.class);
    return List.of(
        tf.math.add(y, tf.math.mul(move, tf.math.maximum(part, whole))),
        square,
        tf.math.sub(state.get(2), one));
  }

  private static double[][] column(int n) {
    double[][] column = new double[n][1];
    for (double[] row : column) {
      row[0] = 1;
    }
    return column;
  }
}
