package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Stops a step whose losses or gradients are not finite before it has changed anything. All that
 * changes a variable waits for this op; where it fails, the run of the session fails and none of
 * them has begun.
 */
final class Guard {

  /** Part of the message that a run of the session fails with. */
  static final String MESSAGE = "A loss or a gradient of this step is not finite";

  private Guard() {}

  static Op of(Ops tf, List<Operand<TFloat32>> losses, Merged merged) {
    List<Operand<TFloat32>> scalars = new ArrayList<>(losses);
    scalars.addAll(merged.checks());
    for (Gradient gradient : merged.gradients()) {
      if (!gradient.checked()) {
        scalars.add(tf.nn.l2Loss(gradient.value()));
      }
    }
    // Infinities of both signs add up to not-a-number, so that one sum speaks for all.
    return tf.debugging.checkNumerics(tf.math.addN(scalars), MESSAGE);
  }
}
