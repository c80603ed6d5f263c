package dev.espalier.training.internal;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** Which pairs of tasks meet when rows of tasks each meet all tasks, one in each turn. */
final class Turns {

  private Turns() {}

  /** One for each pair (i, j), i ≠ j, of two tasks with a gradient, else zero, shape [T, T]. */
  static Operand<TFloat64> pairs(Ops tf, int tasks, UnitGram unit) {
    double[][] others = new double[tasks][tasks];
    for (int i = 0; i < tasks; i++) {
      Arrays.fill(others[i], 1);
      others[i][i] = 0;
    }
    Operand<TFloat64> active = tf.math.sign(unit.norms());
    Operand<TFloat64> column = tf.reshape(active, tf.constant(new int[] {tasks, 1}));
    return tf.math.mul(tf.math.mul(tf.constant(others), active), column);
  }

  /**
   * The pairs that meet now.
   *
   * @param orders for each row the tasks in the order in which it meets them, shape [rows, T]
   * @param turn number of turns before, a scalar
   * @param pairs one for each pair that may meet, shape [rows, T]
   */
  static Operand<TFloat64> now(
      Ops tf, Operand<TFloat64> orders, Operand<TFloat64> turn, Operand<TFloat64> pairs) {
    int rows = (int) orders.shape().get(0);
    double[][] tasks = new double[1][(int) orders.shape().get(1)];
    Arrays.setAll(tasks[0], j -> j);
    Operand<TFloat64> met =
        tf.slice(
            orders,
            tf.stack(List.of(tf.constant(0), tf.dtypes.cast(turn, TInt32.class))),
            tf.constant(new int[] {rows, 1}));
    return tf.math.mul(
        tf.dtypes.cast(tf.math.equal(met, tf.constant(tasks)), TFloat64.class), pairs);
  }
}
