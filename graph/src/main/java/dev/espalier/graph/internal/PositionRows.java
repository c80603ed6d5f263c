package dev.espalier.graph.internal;

import dev.espalier.dsl.Granularity;
import dev.espalier.dsl.Pooling;
import dev.espalier.dsl.Positioned;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The positions of a feature as rows of a batch of their own, example by example and position by
 * position, and what came of them as numbers of the examples again.
 */
record PositionRows(Ops tf, Positioned feature, Positions positions) {

  /**
   * The vectors at all positions, [batch * positions, depth].
   *
   * @param batch number of examples, or -1 where it is not known
   */
  Streams rows(long batch) {
    int rows = batch < 0 ? -1 : (int) batch * feature.positions();
    int[] shape = {rows, feature.depth()};
    return Streams.flat(tf, 1, feature.depth(), tf.reshape(positions.values(), tf.constant(shape)));
  }

  /** 1 for the rows that count, 0 for the others, [batch * positions]; null where all count. */
  @Nullable Operand<TFloat32> counting(long batch) {
    Operand<TFloat32> mask = positions.mask(tf);
    int rows = batch < 0 ? -1 : (int) batch * feature.positions();
    return mask == null ? null : tf.reshape(mask, tf.constant(new int[] {rows}));
  }

  /** What a step's gates made of the rows, pooled and put beside the stream: one for each gate. */
  Streams beside(Streams in, Streams routed, Granularity.PerPosition each) {
    int gates = routed.count();
    Operand<TFloat32> pooled = pooled(routed.flat(), gates * routed.width(), each.pooling());
    Streams own = Streams.flat(tf, gates, routed.width(), pooled);
    List<Operand<TFloat32>> out = new ArrayList<>();
    for (Operand<TFloat32> one : own.list()) {
      out.add(tf.concat(List.of(in.flat(), one), tf.constant(1)));
    }
    return Streams.list(tf, in.width() + routed.width(), out);
  }

  /** Weights [rows, gates, experts] averaged over the positions that count. */
  Operand<TFloat32> averaged(Operand<TFloat32> weights) {
    int gates = (int) weights.shape().get(1);
    int experts = (int) weights.shape().get(2);
    Positions all = new Positions(positions.values(), positions.mask(tf), true);
    Operand<TFloat32> mean =
        new PositionRows(tf, feature, all).pooled(weights, gates * experts, new Pooling.Mean());
    return tf.reshape(mean, tf.constant(new int[] {-1, gates, experts}));
  }

  /** Whether there is a 1 at any position, of numbers [rows, gates, experts] that are 0 or 1. */
  Operand<TFloat32> any(Operand<TFloat32> marks) {
    int gates = (int) marks.shape().get(1);
    int experts = (int) marks.shape().get(2);
    int[] shape = {-1, feature.positions(), gates, experts};
    return tf.reduceMax(tf.reshape(marks, tf.constant(shape)), tf.constant(1));
  }

  private Operand<TFloat32> pooled(Operand<TFloat32> rows, int width, Pooling pooling) {
    int[] shape = {-1, feature.positions(), width};
    Positions own =
        new Positions(tf.reshape(rows, tf.constant(shape)), positions.weights(), positions.marks());
    return new PoolingLowering(tf).pool(pooling, own);
  }
}
