package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * What an update works on: a whole weight, or the gathered rows of a table, so that a formula that
 * treats each entry by itself is written once for both.
 *
 * @param site where ops are written
 * @param weight whose entries they are
 * @param rows distinct row numbers of a table, shape [u]; null for all of a weight
 */
record Entries(Optimizer.Site site, Weight weight, @Nullable Operand<TInt32> rows) {

  /** Their values before the step. */
  Operand<TFloat32> values() {
    return weight.leaf();
  }

  /** What is kept of them under this ending, each entry starting at this number. */
  Operand<TFloat32> state(String suffix, float start) {
    Ops tf = site.tf();
    Operand<? extends TType> slot = slot(suffix, start);
    return rows == null
        ? tf.readVariableOp(slot, TFloat32.class)
        : tf.resourceGather(slot, rows, TFloat32.class);
  }

  /** Keeps this under that ending. */
  Op keep(String suffix, float start, Operand<TFloat32> value) {
    Operand<? extends TType> slot = slot(suffix, start);
    return rows == null
        ? site.guarded().assignVariableOp(slot, value)
        : site.guarded().resourceScatterUpdate(slot, rows, value);
  }

  /** Takes a move from the weight. */
  Op subtract(Operand<TFloat32> move) {
    return rows == null
        ? site.guarded().assignSubVariableOp(weight.handle(), move)
        : site.guarded().resourceScatterSub(weight.handle(), rows, move);
  }

  /** Puts these values into the weight. */
  Op set(Operand<TFloat32> values) {
    return rows == null
        ? site.guarded().assignVariableOp(weight.handle(), values)
        : site.guarded().resourceScatterUpdate(weight.handle(), rows, values);
  }

  /** beta old + (1 - beta) now. */
  Operand<TFloat32> mixed(Operand<TFloat32> old, float beta, Operand<TFloat32> now) {
    Ops tf = site.tf();
    return tf.math.add(old, tf.math.mul(tf.math.sub(now, old), tf.constant(1 - beta)));
  }

  private Operand<? extends TType> slot(String suffix, float start) {
    return site.slots().of(weight, suffix, start);
  }
}
