package dev.espalier.training.internal;

import dev.espalier.graph.internal.InitialValues;
import dev.espalier.graph.internal.Objective;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Random loss weights (Lin et al., TMLR 2022): T times the softmax of normal draws. */
final class RandomLossWeights {

  /** Keys the draw, so that no other draw of a step is the same. */
  static final String PLACE = "training/randomWeights";

  private RandomLossWeights() {}

  static Merged merge(Objective objective) {
    Ops tf = objective.tf().withSubScope("merge");
    int n = objective.losses().size();
    List<Operand<TFloat32>> weights = new ArrayList<>();
    tf.unstack(of(tf, n, objective.seed(), objective.step()), (long) n)
        .output()
        .forEach(weights::add);
    List<Operand<TFloat32>> losses = new ArrayList<>();
    for (int t = 0; t < n; t++) {
      losses.add(tf.math.mul(objective.losses().get(t), weights.get(t)));
    }
    return LossSum.of(objective, losses);
  }

  /** The weights of a step, shape [T]. */
  static Operand<TFloat32> of(Ops tf, int tasks, long seed, Operand<TInt64> step) {
    Operand<TInt64> key = tf.stack(List.of(tf.constant(InitialValues.key(seed, PLACE)), step));
    Operand<TFloat32> drawn =
        tf.random.statelessRandomNormal(tf.constant(new int[] {1, tasks}), key, TFloat32.class);
    return tf.reshape(
        tf.math.mul(tf.nn.softmax(drawn), tf.constant((float) tasks)),
        tf.constant(new int[] {tasks}));
  }
}
