package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * PCGrad (Yu et al., NeurIPS 2020, algorithm 1) on dot products alone.
 *
 * <p>With u_j = g_j / ‖g_j‖ and K the cosines, the projected gradient of task i is ‖g_i‖ Σ_j C_ij
 * u_j. C starts as the identity, and for each j of a random order, j ≠ i, where (K C_i)_j &lt; 0
 * that much is taken from C_ij. All rows i take their k-th projection at once. The weights of the
 * sum are w_j = Σ_i ‖g_i‖ C_ij / ‖g_j‖.
 */
final class PcGradRule implements GramRule {

  @Override
  public Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram) {
    return site.tasks() <= 2 ? pair(site.tf(), gram) : inOrder(site, gram);
  }

  /** Each of two tasks has one other: no order, no running sum, and no need of float64. */
  static Operand<TFloat32> pair(Ops tf, Operand<TFloat32> gram) {
    Operand<TFloat32> conflict = tf.sum(tf.math.minimum(gram, tf.constant(0f)), tf.constant(0));
    return tf.math.sub(tf.constant(1f), tf.math.divNoNan(conflict, tf.linalg.tensorDiagPart(gram)));
  }

  private static Operand<TFloat32> inOrder(MergeSite site, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    int n = site.tasks();
    UnitGram unit = UnitGram.of(tf, n, gram);
    Operand<TFloat64> zero = tf.constant(0.0);
    Operand<TFloat64> running = tf.constant(identity(n));
    for (Operand<TFloat64> now : masks(site)) {
      Operand<TFloat64> along = tf.linalg.matMul(running, unit.cosines());
      running = tf.math.sub(running, tf.math.minimum(tf.math.mul(along, now), zero));
    }
    Operand<TFloat64> norms = tf.reshape(unit.norms(), tf.constant(new int[] {1, n}));
    return tf.dtypes.cast(
        tf.math.mul(tf.linalg.matMul(norms, running), unit.inverse()), TFloat32.class);
  }

  /** For each k a matrix with a one where row i projects on task j in its k-th turn, j ≠ i. */
  private static List<Operand<TFloat64>> masks(MergeSite site) {
    Ops tf = site.tf();
    int n = site.tasks();
    double[][][] others = new double[n][1][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        others[i][0][j] = i == j ? 0 : 1;
      }
    }
    Operand<TFloat64> hot =
        tf.oneHot(
            TaskOrder.of(site),
            tf.constant(n),
            tf.constant(1.0),
            tf.constant(0.0),
            new OneHot.Options[0]);
    return tf
        .unstack(tf.math.mul(hot, tf.constant(others)), (long) n, Unstack.axis(1L))
        .output()
        .stream()
        .map(mask -> (Operand<TFloat64>) mask)
        .toList();
  }

  private static double[][] identity(int n) {
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      matrix[i][i] = 1;
    }
    return matrix;
  }
}
