package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.StitchStep;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes a cross-stitch unit as one product over the streams, whatever their number. */
final class StitchLowering {
  private final Ops tf;
  private final WeightSource weights;

  StitchLowering(Ops tf, WeightSource weights) {
    this.tf = tf;
    this.weights = weights;
  }

  Streams apply(StitchStep step, Streams in) {
    int tasks = step.out().size();
    Operand<TFloat32> factors =
        tf.reshape(
            weights.joined(step.factors()), tf.constant(new int[] {tasks, step.in().size()}));
    Operand<TFloat32> rows =
        tf.reshape(in.stacked(), tf.constant(new int[] {step.in().size(), -1}));
    Operand<TFloat32> sums = tf.linalg.matMul(factors, rows);
    int[] shape = {tasks, -1, in.width()};
    return Streams.stacked(tf, tasks, in.width(), tf.reshape(sums, tf.constant(shape)));
  }
}
