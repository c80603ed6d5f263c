package dev.espalier.graph.internal;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Connections;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes the codes and the coded connections of sub-network routing. */
final class SnrLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final Phase phase;

  SnrLowering(Ops tf, WeightSource weights, Phase phase) {
    this.tf = tf;
    this.weights = weights;
    this.phase = phase;
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
    Operand<TFloat32> blocks =
        tf.reshape(weights.grid(trans, m, k), tf.constant(new int[] {k, width, m, width}));
    Operand<TFloat32> coded =
        tf.math.mul(
            blocks,
            tf.reshape(
                tf.linalg.transpose(codes, tf.constant(new int[] {1, 0})),
                tf.constant(new int[] {k, 1, m, 1})));
    Operand<TFloat32> matrix = tf.reshape(coded, tf.constant(new int[] {k * width, m * width}));
    return Streams.flat(tf, m, width, tf.linalg.matMul(in.flat(), matrix));
  }

  /** Codes [streams out, streams in], drawn in training, deterministic otherwise. */
  Operand<TFloat32> codes(Connections step) {
    HardConcrete c = step.settings();
    Operand<TFloat32> logAlpha = logAlpha(step);
    Operand<TFloat32> open;
    if (phase.isTraining()) {
      String place = step.logAlpha().members().get(0).name() + "/u";
      Operand<TFloat32> u = phase.uniform(tf, place, logAlpha.shape());
      Operand<TFloat32> noise = tf.math.sub(tf.math.log(u), tf.math.log1p(tf.math.neg(u)));
      open = tf.math.sigmoid(tf.math.mul(tf.math.add(noise, logAlpha), tf.constant(1 / c.beta())));
    } else {
      open = tf.math.sigmoid(logAlpha);
    }
    Operand<TFloat32> stretched =
        tf.math.add(tf.math.mul(open, tf.constant(c.zeta() - c.gamma())), tf.constant(c.gamma()));
    return tf.clipByValue(stretched, tf.constant(0f), tf.constant(1f));
  }

  /** lambda times the expected number of open codes, a scalar. */
  Operand<TFloat32> penalty(Connections step) {
    HardConcrete c = step.settings();
    float shift = (float) (c.beta() * Math.log(-c.gamma() / (double) c.zeta()));
    Operand<TFloat32> open = tf.math.sigmoid(tf.math.sub(logAlpha(step), tf.constant(shift)));
    return tf.math.mul(tf.sum(open, tf.constant(new int[] {0, 1})), tf.constant(c.lambda()));
  }

  private Operand<TFloat32> logAlpha(Connections step) {
    Operand<TFloat32> joined = weights.joined(step.logAlpha());
    return step.logAlpha().shape().size() == 2
        ? joined
        : tf.reshape(joined, tf.constant(new int[] {step.outputs(), step.inputs()}));
  }
}
