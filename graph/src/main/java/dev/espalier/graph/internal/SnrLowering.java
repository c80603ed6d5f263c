package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Connections;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes the codes and the coded connections of sub-network routing. */
final class SnrLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final HardConcreteLowering codes;
  private final LayerProducts products;

  SnrLowering(Ops tf, WeightSource weights, Phase phase) {
    this.tf = tf;
    this.weights = weights;
    this.codes = new HardConcreteLowering(tf, phase.ofStep());
    this.products = new LayerProducts(tf, phase);
  }

  /** What comes out of these connections: m streams of the width of the streams in. */
  Streams connect(Connections step, Streams in) {
    Operand<TFloat32> codes = codes(step);
    int k = in.count();
    int m = step.outputs();
    int width = in.width();
    Bank trans = step.trans();
    if (trans == null) {
      Operand<TFloat32> rows = tf.reshape(in.stacked(), tf.constant(new int[] {k, -1}));
      Operand<TFloat32> sums = tf.linalg.matMul(codes, rows);
      return Streams.stacked(tf, m, width, tf.reshape(sums, tf.constant(new int[] {m, -1, width})));
    }
    // All connections as one matrix of blocks z_ij W_ij: a single product, no layout change.
    Operand<TFloat32> all = weights.grid(trans, m, k);
    if (step.perWeight()) {
      return Streams.flat(tf, m, width, products.of(in.flat(), tf.math.mul(all, codes)));
    }
    Operand<TFloat32> blocks = tf.reshape(all, tf.constant(new int[] {k, width, m, width}));
    Operand<TFloat32> coded =
        tf.math.mul(
            blocks,
            tf.reshape(
                tf.linalg.transpose(codes, tf.constant(new int[] {1, 0})),
                tf.constant(new int[] {k, 1, m, 1})));
    Operand<TFloat32> matrix = tf.reshape(coded, tf.constant(new int[] {k * width, m * width}));
    return Streams.flat(tf, m, width, products.of(in.flat(), matrix));
  }

  /**
   * Codes [streams out, streams in], per weight [streams in * width, streams out * width]; drawn in
   * training, deterministic otherwise.
   */
  Operand<TFloat32> codes(Connections step) {
    String place = step.logAlpha().members().get(0).name() + "/u";
    return codes.codes(step.settings(), logAlpha(step), place);
  }

  /** lambda times the expected number of open codes, a scalar. */
  Operand<TFloat32> penalty(Connections step) {
    return codes.penalty(step.settings(), logAlpha(step));
  }

  private Operand<TFloat32> logAlpha(Connections step) {
    if (step.perWeight()) {
      return weights.grid(step.logAlpha(), step.outputs(), step.inputs());
    }
    Operand<TFloat32> joined = weights.joined(step.logAlpha());
    return step.logAlpha().shape().size() == 2
        ? joined
        : tf.reshape(joined, tf.constant(new int[] {step.outputs(), step.inputs()}));
  }
}
