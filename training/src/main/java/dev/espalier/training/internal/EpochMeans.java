package dev.espalier.training.internal;

import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The mean loss of each task in the epoch that runs, over the batches that have its labels. */
final class EpochMeans {
  private final LossSite site;
  private final Operand<? extends TType> sums;
  private final Operand<? extends TType> counts;

  EpochMeans(LossSite site, String name) {
    this.site = site;
    this.sums = site.state(name + "/sums", site.tasks(), 0f);
    this.counts = site.state(name + "/counts", site.tasks(), 0f);
  }

  /** Take the losses of a step in. */
  List<Function<Ops, Op>> updates(Operand<TFloat32> losses) {
    Operand<TFloat32> present = site.present(losses);
    return List.of(
        tf -> tf.assignAddVariableOp(sums, losses), tf -> tf.assignAddVariableOp(counts, present));
  }

  /** The means at the end of an epoch [T]; where a task had no label in it, what is given. */
  Operand<TFloat32> means(Operand<TFloat32> otherwise) {
    Ops tf = site.tf();
    Operand<TFloat32> count = tf.readVariableOp(counts, TFloat32.class);
    Operand<TFloat32> sum = tf.readVariableOp(sums, TFloat32.class);
    return tf.select(
        tf.math.greater(count, tf.constant(0f)), tf.math.divNoNan(sum, count), otherwise);
  }

  /** Begins the next epoch, after these ops. */
  Op restart(List<Op> before) {
    Ops tf = site.tf().withControlDependencies(before);
    Operand<TFloat32> zeros = tf.fill(tf.constant(new int[] {site.tasks()}), tf.constant(0f));
    Op sumsAnew = tf.assignVariableOp(sums, zeros);
    Op countsAnew = tf.assignVariableOp(counts, zeros);
    return site.tf().withControlDependencies(List.of(sumsAnew, countsAnew)).noOp();
  }
}
