package dev.espalier.graph.internal;

import dev.espalier.dsl.TensorFactorized;
import dev.espalier.dsl.plan.FactorizedStep;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Writes layers whose kernels are factorized: an example goes through the small factors one after
 * the other, so that no kernel of full size is ever computed.
 */
final class FactorizedLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final Phase phase;

  FactorizedLowering(Ops tf, WeightSource weights, Phase phase) {
    this.tf = tf;
    this.weights = weights;
    this.phase = phase;
  }

  Streams apply(FactorizedStep step, Streams in) {
    TensorFactorized.Ranks ranks = step.block().ranks();
    int tasks = step.out().size();
    int units = step.out().get(0).width();
    Operand<TFloat32> factors =
        tf.reshape(weights.joined(step.tasks()), tf.constant(new int[] {tasks, ranks.tasks()}));
    Operand<TFloat32> middle =
        tf.reshape(
            tf.linalg.matMul(factors, weights.joined(step.core())),
            tf.constant(new int[] {tasks, ranks.inputs(), ranks.outputs()}));
    Operand<TFloat32> across = across(step, in, middle, tasks);
    Operand<TFloat32> wide = perRow(across, ranks.outputs(), weights.joined(step.outputs()));
    Operand<TFloat32> z =
        tf.math.add(
            tf.reshape(wide, tf.constant(new int[] {tasks, -1, units})),
            weights.stacked(step.biases()));
    Operand<TFloat32> y = Activations.apply(tf, step.block().layers().activation(), z);
    String place = step.biases().members().get(0).name() + "/dropout";
    return Streams.stacked(
        tf, tasks, units, phase.dropout(tf, y, step.block().layers().dropout(), place));
  }

  /** Examples after the core, [tasks, batch, output rank]. */
  private Operand<TFloat32> across(
      FactorizedStep step, Streams in, Operand<TFloat32> middle, int tasks) {
    TensorFactorized.Ranks ranks = step.block().ranks();
    Operand<TFloat32> reduced = perRow(in.stacked(), in.width(), weights.joined(step.inputs()));
    if (in.count() > 1) {
      int[] byTask = {tasks, -1, ranks.inputs()};
      return BatchedProduct.of(tf, tf.reshape(reduced, tf.constant(byTask)), middle);
    }
    // One stream for all tasks: their matrices side by side, in one product.
    Operand<TFloat32> joined =
        tf.reshape(
            tf.linalg.transpose(middle, tf.constant(new int[] {1, 0, 2})),
            tf.constant(new int[] {ranks.inputs(), tasks * ranks.outputs()}));
    return Streams.flat(tf, tasks, ranks.outputs(), tf.linalg.matMul(reduced, joined)).stacked();
  }

  /** All rows of all streams in one product. */
  private Operand<TFloat32> perRow(Operand<TFloat32> stacked, int width, Operand<TFloat32> matrix) {
    return tf.linalg.matMul(tf.reshape(stacked, tf.constant(new int[] {-1, width})), matrix);
  }
}
