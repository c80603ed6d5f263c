package dev.espalier.training.internal;

import dev.espalier.graph.internal.Variables;
import dev.espalier.graph.internal.Weight.Members;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TType;

/**
 * What a merge keeps from step to step: variables, made when first asked for and the same ones
 * afterwards, which a checkpoint holds.
 */
final class Memory {
  private final Variables variables;
  private final Map<String, Operand<? extends TType>> made = new HashMap<>();

  Memory(Variables variables) {
    this.variables = variables;
  }

  /** The float64 values under this name as the step before left them; zeros before the first. */
  Cell zeros(Ops tf, String name, Shape shape) {
    Operand<? extends TType> handle =
        made.computeIfAbsent(
            name,
            key ->
                variables.create(
                    key,
                    TFloat64.class,
                    shape,
                    tf.zeros(tf.constant(shape), TFloat64.class),
                    Members.one(key, shape)));
    return new Cell(handle, tf.readVariableOp(handle, TFloat64.class));
  }

  /** The float32 variable under this name, zeros at first. */
  Operand<? extends TType> floats(String name, Shape shape) {
    return made.computeIfAbsent(
        name, key -> variables.create(key, shape, Members.one(key, shape), 0f));
  }

  /**
   * One of them.
   *
   * @param handle the resource
   * @param value what it held when the step began
   */
  record Cell(Operand<? extends TType> handle, Operand<TFloat64> value) {

    /** The op that makes it hold another value, with the builder of ops that change something. */
    Op become(Ops guarded, Operand<TFloat64> next) {
      return guarded.assignVariableOp(handle, next);
    }
  }
}
