package dev.espalier.graph.internal;

import dev.espalier.dsl.Target;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** From logits to what is served: a probability, a probability per class, or a value. */
final class Links {
  private Links() {}

  static Operand<TFloat32> apply(Ops tf, Target target, Operand<TFloat32> logits) {
    if (target instanceof Target.Binary) {
      return tf.math.sigmoid(logits);
    } else if (target instanceof Target.Multiclass) {
      return tf.nn.softmax(logits);
    }
    return logits;
  }
}
