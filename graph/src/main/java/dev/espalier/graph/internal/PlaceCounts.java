package dev.espalier.graph.internal;

import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.plan.SparseStep;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Writes how many places experts have: constants where the number of rows is one. */
record PlaceCounts(Ops tf, Phase phase, SparseStep step) {

  /**
   * The places for these rows.
   *
   * @param counting 1 for the rows that count and 0 for the others, [rows]; null where all count
   * @param factor of the capacity
   */
  Places of(Streams in, @Nullable Operand<TFloat32> counting, float factor) {
    int choices = step.block().router().k() * step.gates().count();
    int experts = step.block().experts();
    Capacity capacity = step.block().capacity();
    if (!phase.isTraining()) {
      Operand<TInt32> rows = counting == null ? rows(in) : number(counting);
      Operand<TInt32> places = places(rows, factor);
      return new Places(tf, experts, places, places);
    }
    // In training as many as all rows would need are laid out, and as many given as those need
    // that count.
    int rows = (int) in.flat().shape().get(0);
    Operand<TInt32> most = tf.constant(capacity.places(factor, choices, experts, rows));
    return counting == null
        ? new Places(tf, experts, most, most)
        : new Places(tf, experts, most, tf.math.minimum(most, places(number(counting), factor)));
  }

  /** Places of one expert for so many rows. */
  private Operand<TInt32> places(Operand<TInt32> rows, float factor) {
    int choices = step.block().router().k() * step.gates().count();
    Operand<TFloat32> share =
        tf.math.mul(
            tf.dtypes.cast(rows, TFloat32.class),
            tf.constant((float) ((double) factor * choices / step.block().experts())));
    Operand<TInt32> places = tf.dtypes.cast(tf.math.ceil(share), TInt32.class);
    Operand<TInt32> least = tf.constant(step.block().capacity().least());
    return tf.math.minimum(rows, tf.math.maximum(places, least));
  }

  private Operand<TInt32> rows(Streams in) {
    return tf.reshape(
        tf.slice(tf.shape(in.flat()), tf.constant(new int[] {0}), tf.constant(new int[] {1})),
        tf.constant(new int[0]));
  }

  private Operand<TInt32> number(Operand<TFloat32> counting) {
    return tf.sum(tf.dtypes.cast(counting, TInt32.class), tf.constant(0));
  }
}
