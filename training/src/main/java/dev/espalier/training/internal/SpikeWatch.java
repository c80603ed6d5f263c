package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Variables;
import dev.espalier.graph.internal.Weight.Members;
import dev.espalier.training.SpikeGuard;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Compares the losses of a step with the median of the last ones, which a variable keeps. */
final class SpikeWatch {
  /** Part of the message that a run of the session fails with. */
  static final String MESSAGE = "A loss of this step is far above those of the steps before";

  /** The variable, [tasks, window], the newest loss last; infinite where there was none yet. */
  static final String STATE = "training/losses";

  private final Ops tf;
  private final Operand<? extends TType> state;
  private final Operand<TFloat32> recent;
  private final Operand<TFloat32> losses;
  private final SpikeGuard guard;

  /** A watch of these losses; the state is made with {@link #state}. */
  SpikeWatch(Objective objective, SpikeGuard guard, Operand<? extends TType> state) {
    this.tf = objective.tf().withSubScope("spikes");
    this.guard = guard;
    this.state = state;
    this.recent =
        tf.withControlDependencies(List.of(objective.step())).readVariableOp(state, TFloat32.class);
    this.losses = tf.stack(objective.losses());
  }

  static Operand<? extends TType> state(Variables variables, int tasks, SpikeGuard guard) {
    Shape shape = Shape.of(tasks, guard.window());
    return variables.create(STATE, shape, Members.one(STATE, shape), Float.POSITIVE_INFINITY);
  }

  /** Each task's loss over its median, shape [tasks]; 0 while there is none. */
  Operand<TFloat32> ratios() {
    // The smallest of the larger half: infinite until more than half of the window is filled.
    int half = guard.window() / 2 + 1;
    Operand<TFloat32> larger = tf.nn.topK(recent, tf.constant(half), new TopK.Options[0]).values();
    Operand<TFloat32> median =
        tf.reshape(
            tf.slice(larger, tf.constant(new int[] {0, half - 1}), tf.constant(new int[] {-1, 1})),
            tf.constant(new int[] {-1}));
    return tf.math.div(losses, tf.math.maximum(median, tf.constant(LossSite.LEAST)));
  }

  /** Fails where one of them is above the multiple; not where it is not a number. */
  Op check(Operand<TFloat32> ratios) {
    return tf.assertThat(
        tf.math.logicalNot(
            tf.any(tf.math.greater(ratios, tf.constant(guard.multiple())), tf.constant(0))),
        List.of(tf.constant(MESSAGE)));
  }

  /** Takes note of the losses of a step that is taken; 0 is that of a task without a label. */
  Op note(Ops guarded) {
    Operand<TFloat32> column = tf.expandDims(losses, tf.constant(1));
    Operand<TFloat32> later =
        tf.concat(
            List.of(
                tf.slice(recent, tf.constant(new int[] {0, 1}), tf.constant(new int[] {-1, -1})),
                column),
            tf.constant(1));
    return guarded.assignVariableOp(
        state, tf.select(tf.math.notEqual(column, tf.constant(0f)), later, recent));
  }
}
