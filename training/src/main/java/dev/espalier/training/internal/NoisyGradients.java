package dev.espalier.training.internal;

import dev.espalier.graph.internal.InitialValues;
import dev.espalier.graph.internal.Objective;
import dev.espalier.training.GradientNoise;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Adds the noise of a step to its gradient, see {@link GradientNoise}. */
final class NoisyGradients {

  private NoisyGradients() {}

  static Merged of(Ops tf, GradientNoise noise, Objective objective, Merged merged) {
    Operand<TFloat32> next =
        tf.math.add(tf.dtypes.cast(objective.step(), TFloat32.class), tf.constant(1f));
    Operand<TFloat32> deviation =
        tf.math.mul(
            tf.constant((float) Math.sqrt(noise.eta())),
            tf.math.pow(next, tf.constant(-noise.gamma() / 2)));
    List<Gradient> noisy = new ArrayList<>();
    for (Gradient gradient : merged.gradients()) {
      Operand<TInt64> key =
          tf.stack(
              List.of(
                  tf.constant(
                      InitialValues.key(
                          objective.seed(), "training/noise/" + gradient.weight().name())),
                  objective.step()));
      Operand<TFloat32> drawn =
          tf.random.statelessRandomNormal(tf.shape(gradient.value()), key, TFloat32.class);
      // Finite where the gradient is, so that what it was checked by still speaks for it.
      noisy.add(
          new Gradient(
              gradient.weight(),
              tf.math.add(gradient.value(), tf.math.mul(drawn, deviation)),
              gradient.checked()));
    }
    return merged.with(noisy, merged.checks());
  }
}
