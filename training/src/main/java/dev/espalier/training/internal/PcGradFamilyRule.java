package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * PCGrad with a memory of conflict, on dot products alone.
 *
 * <p>As in {@link PcGradRule} row i of C says how much of each u_j = g_j / ‖g_j‖ is in the gradient
 * of task i, in units of ‖g_i‖. In the turn of j, with d = (K C_i)_j, a member asks for d ≥ its
 * margin, and takes more of u_j where d is positive: max(margin_ij − d, 0) + pull_ij max(d, 0) is
 * added to C_ij. Rows without both, which are PCGrad's, take their turns beside them.
 *
 * @param place under which a checkpoint keeps its moments
 * @param member says margins and pulls by the moments
 */
record PcGradFamilyRule(String place, Member member) implements MemoryRule {

  /**
   * What a member asks of each pair.
   *
   * @param margin below one, shape [T, T]
   * @param pull shape [T, T]
   * @param asLong whether the sum is made as long as PCGrad's
   */
  record Asked(Operand<TFloat64> margin, Operand<TFloat64> pull, boolean asLong) {}

  /** Says what is asked, from moments before the step. */
  interface Member {
    Asked of(ConflictMemory moments);
  }

  @Override
  public Weighted weights(MergeSite site, Memory memory, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    int n = site.tasks();
    UnitGram unit = UnitGram.of(tf, n, gram);
    Operand<TFloat64> pairs = Turns.pairs(tf, n, unit);
    ConflictMemory moments = new ConflictMemory(tf, memory, place, unit.cosines(), pairs);
    Asked asked = member.of(moments);
    Operand<TFloat64> none = tf.zerosLike(pairs);
    Operand<TFloat64> order = tf.dtypes.cast(TaskOrder.of(site), TFloat64.class);
    double[][] start = new double[2 * n][n];
    for (int i = 0; i < n; i++) {
      start[i][i] = 1;
      start[n + i][i] = 1;
    }
    List<Operand<TFloat64>> end =
        Loop.run(
            tf,
            List.of(tf.constant(start), tf.constant(0.0)),
            List.of(
                unit.cosines(),
                twice(tf, order, order),
                twice(tf, pairs, pairs),
                twice(tf, asked.margin(), none),
                twice(tf, asked.pull(), none)),
            (ops, state) -> ops.math.less(state.get(1), ops.constant((double) n)),
            PcGradFamilyRule::turn);
    var rows = tf.split(tf.constant(0), end.get(0), 2L).output();
    Operand<TFloat64> own =
        tf.sum(tf.math.mul(rows.get(0), unit.cosines()), tf.constant(1), Sum.keepDims(true));
    Operand<TBool> ascends = tf.math.less(own, tf.constant(0.0));
    Operand<TFloat64> merged = sum(tf, unit, tf.select(ascends, rows.get(1), rows.get(0)));
    if (asked.asLong()) {
      Operand<TFloat64> plain = sum(tf, unit, rows.get(1));
      merged =
          tf.math.mul(
              merged,
              tf.math.sqrt(tf.math.divNoNan(square(tf, unit, plain), square(tf, unit, merged))));
    }
    Operand<TFloat64> weights =
        tf.math.mul(tf.reshape(merged, tf.constant(new int[] {n})), unit.inverse());
    return new Weighted(tf.dtypes.cast(weights, TFloat32.class), moments.updates());
  }

  /** The rows, and the number of turns taken, after one more. */
  private static List<Operand<TFloat64>> turn(
      Ops tf, List<Operand<TFloat64>> state, List<Operand<TFloat64>> given) {
    Operand<TFloat64> rows = state.get(0);
    Operand<TFloat64> zero = tf.constant(0.0);
    Operand<TFloat64> now = Turns.now(tf, given.get(1), state.get(1), given.get(2));
    Operand<TFloat64> along = tf.linalg.matMul(rows, given.get(0));
    Operand<TFloat64> lacking = tf.math.maximum(tf.math.sub(given.get(3), along), zero);
    Operand<TFloat64> pulled = tf.math.mul(tf.math.maximum(along, zero), given.get(4));
    return List.of(
        tf.math.add(rows, tf.math.mul(tf.math.add(lacking, pulled), now)),
        tf.math.add(state.get(1), tf.constant(1.0)));
  }

  /** How much of each u_j is in the sum of the rows, shape [1, T]. */
  private static Operand<TFloat64> sum(Ops tf, UnitGram unit, Operand<TFloat64> rows) {
    int n = (int) rows.shape().get(0);
    return tf.linalg.matMul(tf.reshape(unit.norms(), tf.constant(new int[] {1, n})), rows);
  }

  /** The squared length of a sum, nothing where rounding makes it negative. */
  private static Operand<TFloat64> square(Ops tf, UnitGram unit, Operand<TFloat64> sum) {
    Operand<TFloat64> along = tf.linalg.matMul(sum, unit.cosines());
    return tf.math.maximum(tf.linalg.matMul(along, sum, MatMul.transposeB(true)), tf.constant(0.0));
  }

  private static Operand<TFloat64> twice(Ops tf, Operand<TFloat64> upper, Operand<TFloat64> lower) {
    return tf.concat(List.of(upper, lower), tf.constant(0));
  }
}
