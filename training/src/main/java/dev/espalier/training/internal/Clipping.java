package dev.espalier.training.internal;

import dev.espalier.training.ClipByGlobalNorm;
import dev.espalier.training.GradientStep;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes the transforms of a merged gradient. */
final class Clipping {

  private Clipping() {}

  static Merged apply(Ops tf, GradientStep.Transform transform, Merged merged) {
    if (transform instanceof ClipByGlobalNorm clip) {
      return clip(tf.withSubScope("clip"), clip.norm(), merged);
    }
    throw new IllegalStateException("No transform is written for " + transform);
  }

  private static Merged clip(Ops tf, float norm, Merged merged) {
    List<Operand<TFloat32>> halves = new ArrayList<>();
    merged.gradients().forEach(gradient -> halves.add(tf.nn.l2Loss(gradient.value())));
    Operand<TFloat32> half = tf.math.addN(halves);
    Operand<TFloat32> limit = tf.constant(norm);
    Operand<TFloat32> length = tf.math.sqrt(tf.math.mul(half, tf.constant(2f)));
    Operand<TFloat32> factor = tf.math.div(limit, tf.math.maximum(length, limit));
    List<Gradient> clipped =
        merged.gradients().stream()
            .map(g -> new Gradient(g.weight(), tf.math.mul(g.value(), factor), true))
            .toList();
    // The norm is not finite where any of them is not, so that it stands for all other checks.
    return new Merged(clipped, List.of(half), merged.gram());
  }
}
