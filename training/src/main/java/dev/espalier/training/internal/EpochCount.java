package dev.espalier.training.internal;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** How many epochs are over. */
final class EpochCount {
  private final LossSite site;
  private final Operand<? extends TType> count;

  EpochCount(LossSite site, String name) {
    this.site = site;
    this.count = site.state(name + "/epoch", 1, 0f);
  }

  /** The number in a step, shape [1]. */
  Operand<TFloat32> inStep() {
    return site.read(count);
  }

  /** The number at the end of an epoch, which does not count yet, shape [1]. */
  Operand<TFloat32> atEnd() {
    return site.tf().readVariableOp(count, TFloat32.class);
  }

  /** Counts one more. */
  Op next(Ops tf) {
    return tf.assignAddVariableOp(count, tf.constant(new float[] {1f}));
  }
}
