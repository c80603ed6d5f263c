package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Gradients by one weight, summed over the micro-batches of a step. Of a table they are kept as
 * they come, by the rows that each micro-batch gathered, and put together at the end: nothing of
 * the table's size is ever made. No checkpoint holds them, as none is written inside a step.
 */
final class WeightSums {
  private final Ops tf;
  private final Weight weight;
  private final int parts;
  private final List<Change> changes = new ArrayList<>();
  private final @Nullable Operand<TInt32> places;
  private final Weight whole;

  /** What one micro-batch does to a variable: it puts a value there, or adds it. */
  private record Change(
      int part, Operand<? extends TType> into, Operand<? extends TType> value, boolean added) {}

  /** Of so many micro-batches. */
  WeightSums(Ops tf, Weight weight, int parts) {
    this.tf = tf;
    this.weight = weight;
    this.parts = parts;
    if (weight.rows() == null) {
      this.places = null;
      this.whole = weight;
    } else {
      List<Operand<TInt32>> rows = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        Operand<? extends TType> kept = variable(TInt32.class, "rows" + i, Shape.of(-1));
        changes.add(new Change(i, kept, Objects.requireNonNull(weight.rows()), false));
        rows.add(tf.readVariableOp(kept, TInt32.class));
      }
      var unique = tf.unique(tf.concat(rows, tf.constant(0)), tf.constant(new int[] {0}));
      this.places = unique.idx();
      this.whole = gathered(unique.y());
    }
  }

  /** The weight as the whole step reads it: of a table the rows of all micro-batches. */
  Weight whole() {
    return whole;
  }

  /** The mean over the micro-batches of a gradient by the weight, by {@link #whole}. */
  Operand<TFloat32> mean(String name, Operand<TFloat32> gradient) {
    Operand<TFloat32> share = tf.constant(1f / parts);
    if (places == null) {
      Operand<? extends TType> sum = variable(TFloat32.class, name, weight.shape());
      for (int i = 0; i < parts; i++) {
        changes.add(new Change(i, sum, gradient, i > 0));
      }
      return tf.math.mul(tf.readVariableOp(sum, TFloat32.class), share);
    }
    List<Operand<TFloat32>> each = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      Shape rows = Shape.of(-1, weight.shape().get(1));
      Operand<? extends TType> kept = variable(TFloat32.class, name + i, rows);
      changes.add(new Change(i, kept, gradient, false));
      each.add(tf.readVariableOp(kept, TFloat32.class));
    }
    Operand<TFloat32> sum =
        tf.math.unsortedSegmentSum(
            tf.concat(each, tf.constant(0)), places, tf.size(Objects.requireNonNull(whole.rows())));
    return tf.math.mul(sum, share);
  }

  /** Writes what keeps the gradients of one micro-batch. */
  List<Op> keep(Ops guarded, int part) {
    List<Op> ops = new ArrayList<>();
    for (Change change : changes) {
      if (change.part() == part) {
        ops.add(
            change.added()
                ? guarded.assignAddVariableOp(change.into(), change.value())
                : guarded.assignVariableOp(change.into(), change.value()));
      }
    }
    return ops;
  }

  private Weight gathered(Operand<TInt32> rows) {
    return new Weight(
        weight.name(),
        weight.shape(),
        weight.handle(),
        tf.resourceGather(weight.handle(), rows, TFloat32.class),
        rows,
        weight.shared(),
        weight.trained(),
        weight.l2(),
        weight.decays(),
        weight.members());
  }

  private Operand<? extends TType> variable(Class<? extends TType> type, String name, Shape shape) {
    return tf.varHandleOp(
        type, shape, VarHandleOp.sharedName("accumulated/" + weight.name() + "/" + name));
  }
}
