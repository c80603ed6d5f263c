package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.Ema;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Keeps averages of weights, see {@link Ema}, and lets them and the weights change places. */
final class WeightAverages {
  /** Endings of the names of the averages, and of the steps that gathered each row of a table. */
  static final String AVERAGE = "/average";

  private static final String STEPS = "/average_steps";

  private final Ops tf;
  private final Ops guarded;
  private final Ema ema;
  private final Slots slots;
  private final Operand<TInt64> step;

  /** Averages that move in a step, with builders of ops that compute and that change something. */
  WeightAverages(Ops tf, Ops guarded, Ema ema, Slots slots, Operand<TInt64> step) {
    this.tf = tf.withSubScope("average");
    this.guarded = guarded;
    this.ema = ema;
    this.slots = slots;
    this.step = step;
  }

  /** These moves of a weight, followed by one of its average. */
  List<Op> follow(Weight weight, List<Op> moves) {
    Operand<? extends TType> average = slots.of(weight, AVERAGE, 0f);
    Ops after = tf.withControlDependencies(moves);
    List<Op> all = new ArrayList<>(moves);
    if (weight.rows() == null) {
      Operand<TFloat32> moved = after.readVariableOp(weight.handle(), TFloat32.class);
      Operand<TFloat32> old = tf.readVariableOp(average, TFloat32.class);
      all.add(guarded.assignVariableOp(average, towards(old, moved, share(step))));
    } else {
      all.addAll(rows(weight, weight.rows(), average, after));
    }
    return all;
  }

  private List<Op> rows(
      Weight table, Operand<TInt32> rows, Operand<? extends TType> average, Ops after) {
    Operand<? extends TType> steps = slots.perRow(table, STEPS);
    Operand<TFloat32> seen =
        tf.math.add(tf.resourceGather(steps, rows, TFloat32.class), tf.constant(1f));
    Operand<TFloat32> moved = after.resourceGather(table.handle(), rows, TFloat32.class);
    Operand<TFloat32> old = tf.resourceGather(average, rows, TFloat32.class);
    Operand<TFloat32> shares = tf.expandDims(share(tf.math.sub(seen, tf.constant(1f))), axis(1));
    return List.of(
        guarded.resourceScatterUpdate(average, rows, towards(old, moved, shares)),
        guarded.resourceScatterUpdate(steps, rows, seen));
  }

  private Operand<TFloat32> towards(
      Operand<TFloat32> old, Operand<TFloat32> moved, Operand<TFloat32> share) {
    return tf.math.add(old, tf.math.mul(tf.math.sub(moved, old), share));
  }

  /** (1 - d) / (1 - d^t) for the step after so many; in float64, where 1 - d^t keeps its digits. */
  private Operand<TFloat32> share(Operand<? extends TNumber> before) {
    double decay = ema.decay();
    Operand<TFloat64> t = tf.math.add(tf.dtypes.cast(before, TFloat64.class), tf.constant(1.0));
    Operand<TFloat64> rest = tf.math.expm1(tf.math.mul(t, tf.constant(Math.log(decay))));
    return tf.dtypes.cast(tf.math.div(tf.constant(decay - 1), rest), TFloat32.class);
  }

  /**
   * Puts the averages in the places of these weights, and the weights in theirs; run again, all is
   * as before. What no step has moved stays in its place.
   */
  Op exchange(List<Weight> weights, Operand<? extends TType> counter) {
    Operand<TBool> begun =
        tf.math.greater(tf.readVariableOp(counter, TInt64.class), tf.constant(0L));
    List<Op> swaps = new ArrayList<>();
    for (Weight weight : weights) {
      Operand<? extends TType> average = slots.of(weight, AVERAGE, 0f);
      Operand<TFloat32> now = tf.readVariableOp(weight.handle(), TFloat32.class);
      Operand<TFloat32> other = tf.readVariableOp(average, TFloat32.class);
      Operand<TBool> moved = weight.rows() == null ? begun : everGathered(weight);
      swaps.add(tf.assignVariableOp(weight.handle(), tf.select(moved, other, now)));
      swaps.add(tf.assignVariableOp(average, tf.select(moved, now, other)));
    }
    return tf.withControlDependencies(swaps).noOp();
  }

  private Operand<TBool> everGathered(Weight table) {
    Operand<TFloat32> steps = tf.readVariableOp(slots.perRow(table, STEPS), TFloat32.class);
    return tf.expandDims(tf.math.greater(steps, tf.constant(0f)), axis(1));
  }

  private Operand<TInt32> axis(int number) {
    return tf.constant(number);
  }
}
