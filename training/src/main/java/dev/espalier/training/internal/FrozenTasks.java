package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Keeps frozen tasks out of a step: their losses are 0, and weights that only they reach have after
 * the moves of an optimiser what they had before, bit by bit.
 */
final class FrozenTasks {
  private final Ops tf;
  private final Freezing freezing;
  private final Operand<TFloat32> learning;
  private final Operand<TBool> moving;

  /**
   * Frozen tasks of a step.
   *
   * @param state holds 1 for each task that learns and 0 for the others
   */
  FrozenTasks(Objective objective, Freezing freezing, Operand<? extends TType> state) {
    this.tf = objective.tf().withSubScope("freezing");
    this.freezing = freezing;
    this.learning =
        tf.withControlDependencies(List.of(objective.step())).readVariableOp(state, TFloat32.class);
    this.moving =
        tf.math.greater(
            tf.reshape(
                tf.linalg.matMul(
                    tf.constant(freezing.matrix()),
                    tf.reshape(learning, tf.constant(new int[] {-1, 1}))),
                tf.constant(new int[] {-1})),
            tf.constant(0f));
  }

  /** The same losses, those of frozen tasks 0. */
  Objective objective(Objective all) {
    List<Operand<TFloat32>> each =
        new ArrayList<>(tf.unstack(learning, (long) all.losses().size()).output());
    List<Operand<TFloat32>> losses = new ArrayList<>();
    for (int t = 0; t < each.size(); t++) {
      losses.add(tf.math.mul(all.losses().get(t), each.get(t)));
    }
    return all.weighed(losses, List.of());
  }

  /** These moves of a weight, undone where only frozen tasks reach it. */
  List<Op> keep(Ops guarded, Weight weight, List<Op> moves) {
    List<Float> sets =
        weight.members().names().stream().map(name -> (float) freezing.set(name)).toList();
    if (sets.stream().allMatch(set -> set == 0)) {
      return moves;
    }
    Ops after = tf.withControlDependencies(moves);
    List<Op> all = new ArrayList<>(moves);
    if (weight.rows() != null) {
      Operand<TFloat32> moved =
          after.resourceGather(weight.handle(), weight.rows(), TFloat32.class);
      Operand<TBool> isMoving = tf.gather(moving, tf.constant(sets.get(0).intValue()), axis());
      all.add(
          guarded.resourceScatterUpdate(
              weight.handle(), weight.rows(), tf.select(isMoving, moved, weight.leaf())));
      return all;
    }
    Operand<TInt64> view = tf.constant(weight.members().view().asArray());
    Operand<TFloat32> moved = after.readVariableOp(weight.handle(), TFloat32.class);
    Operand<TBool> isMoving =
        tf.gather(
            moving,
            tf.dtypes.cast(PartValues.of(tf, weight.members(), sets), TInt32.class),
            axis());
    Operand<TFloat32> kept =
        tf.select(isMoving, tf.reshape(moved, view), tf.reshape(weight.leaf(), view));
    all.add(
        guarded.assignVariableOp(
            weight.handle(), tf.reshape(kept, tf.constant(weight.shape().asArray()))));
    return all;
  }

  private Operand<TInt32> axis() {
    return tf.constant(0);
  }
}
