package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.training.ClipByGlobalNorm;
import dev.espalier.training.GradientNoise;
import dev.espalier.training.GradientStep;
import dev.espalier.training.extension.CustomTransform;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes the transforms of a merged gradient. */
final class Transforms {

  private Transforms() {}

  static Merged apply(
      Ops tf, GradientStep.Transform transform, Objective objective, Merged merged) {
    if (transform instanceof ClipByGlobalNorm clip) {
      return clip(tf.withSubScope("clip"), clip.norm(), merged);
    }
    if (transform instanceof GradientNoise noise) {
      return NoisyGradients.of(tf.withSubScope("noise"), noise, objective, merged);
    }
    if (transform instanceof CustomTransform own) {
      return changed(tf, own, merged);
    }
    throw new IllegalStateException(
        "%s does not say how it changes a gradient. Let it implement %s."
            .formatted(transform.getClass().getName(), CustomTransform.class.getName()));
  }

  private static Merged changed(Ops tf, CustomTransform transform, Merged merged) {
    List<Gradient> before = merged.gradients();
    List<Operand<TFloat32>> after =
        transform.change(tf, before.stream().map(Gradient::value).toList());
    if (after.size() != before.size()) {
      throw new IllegalStateException(
          "%s made %d gradients of %d."
              .formatted(transform.getClass().getName(), after.size(), before.size()));
    }
    List<Gradient> gradients = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      gradients.add(new Gradient(before.get(i).weight(), after.get(i), false));
    }
    return merged.with(gradients, merged.checks());
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
    return merged.with(clipped, List.of(half));
  }
}
