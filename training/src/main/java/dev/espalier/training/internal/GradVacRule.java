package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * GradVac (Wang et al., ICLR 2021, algorithm 1) on dot products alone.
 *
 * <p>As in {@link PcGradRule} row i of C says how much of each u_j = g_j / ‖g_j‖ is in the gradient
 * of task i, in units of ‖g_i‖, and all rows take their k-th turn at once. With φ the cosine of row
 * i and u_j, and t_ij its target, where φ &lt; t_ij that much is added to C_ij:
 *
 * <pre>  ν (t_ij √(1 − φ²) − φ √(1 − t_ij²)) / √(1 − t_ij²),   ν the length of row i</pre>
 *
 * @param decay part of each new cosine in the targets
 */
record GradVacRule(double decay) implements MemoryRule {
  /** Name of the targets in a checkpoint. */
  static final String TARGETS = "training/gradVac/targets";

  /** The largest target: at it a turn adds at most 7 times the length. */
  static final double MOST = 0.99;

  @Override
  public Weighted weights(MergeSite site, Memory memory, Operand<TFloat32> gram) {
    Ops tf = site.tf();
    int n = site.tasks();
    UnitGram unit = UnitGram.of(tf, n, gram);
    Memory.Cell targets = memory.zeros(tf, TARGETS, Shape.of(n, n));
    Operand<TFloat64> order = tf.dtypes.cast(TaskOrder.of(site), TFloat64.class);
    double[][] one = new double[n][n];
    for (int i = 0; i < n; i++) {
      one[i][i] = 1;
    }
    List<Operand<TFloat64>> end =
        Loop.run(
            tf,
            List.of(tf.constant(one), targets.value(), tf.constant(0.0)),
            List.of(unit.cosines(), order, Turns.pairs(tf, n, unit)),
            (ops, state) -> ops.math.less(state.get(2), ops.constant((double) n)),
            this::turn);
    Operand<TFloat64> norms = tf.reshape(unit.norms(), tf.constant(new int[] {1, n}));
    Operand<TFloat64> weights =
        tf.reshape(
            tf.math.mul(tf.linalg.matMul(norms, end.get(0)), unit.inverse()),
            tf.constant(new int[] {n}));
    return new Weighted(
        tf.dtypes.cast(weights, TFloat32.class),
        List.of(guarded -> targets.become(guarded, end.get(1))));
  }

  /** The rows, the targets and the number of turns taken, after one more. */
  private List<Operand<TFloat64>> turn(
      Ops tf, List<Operand<TFloat64>> state, List<Operand<TFloat64>> given) {
    Operand<TFloat64> rows = state.get(0);
    Operand<TFloat64> targets = state.get(1);
    Operand<TFloat64> now = Turns.now(tf, given.get(1), state.get(2), given.get(2));
    Operand<TFloat64> zero = tf.constant(0.0);
    Operand<TFloat64> one = tf.constant(1.0);
    Operand<TFloat64> along = tf.linalg.matMul(rows, given.get(0));
    Operand<TFloat64> square = tf.sum(tf.math.mul(along, rows), tf.constant(1), Sum.keepDims(true));
    Operand<TFloat64> length = tf.math.sqrt(tf.math.maximum(square, zero));
    Operand<TFloat64> cosines =
        tf.clipByValue(tf.math.divNoNan(along, length), tf.constant(-1.0), one);
    Operand<TFloat64> aims = tf.clipByValue(targets, tf.constant(-MOST), tf.constant(MOST));
    Operand<TFloat64> slope = // the tangent of the angle that is left
        tf.math.div(aims, tf.math.sqrt(tf.math.sub(one, tf.math.square(aims))));
    Operand<TFloat64> sine = tf.math.sqrt(tf.math.sub(one, tf.math.square(cosines)));
    Operand<TFloat64> lacking =
        tf.math.maximum(tf.math.sub(tf.math.mul(slope, sine), cosines), zero);
    Operand<TFloat64> drift = tf.math.mul(tf.math.sub(cosines, targets), tf.constant(decay));
    return List.of(
        tf.math.add(rows, tf.math.mul(tf.math.mul(lacking, length), now)),
        tf.math.add(targets, tf.math.mul(drift, now)),
        tf.math.add(state.get(2), one));
  }
}
