package dev.espalier.training.internal;

import dev.espalier.graph.internal.Variables;
import dev.espalier.graph.internal.Weight;
import dev.espalier.graph.internal.Weight.Members;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/**
 * The state that an update keeps of each weight: variables of the weight's shape, made when first
 * asked for and the same ones afterwards. A checkpoint holds them part by part, as it does the
 * weights.
 */
final class Slots {
  private final Variables variables;
  private final Map<String, Operand<? extends TType>> made = new HashMap<>();

  Slots(Variables variables) {
    this.variables = variables;
  }

  /** The state under this ending of the weight's name, which starts at this number. */
  Operand<? extends TType> of(Weight weight, String suffix, float start) {
    return made.computeIfAbsent(
        weight.name() + suffix,
        name -> variables.create(name, weight.shape(), weight.members().suffixed(suffix), start));
  }

  /** A number for each row of a table, which starts at 0. */
  Operand<? extends TType> perRow(Weight table, String suffix) {
    Shape rows = Shape.of(table.shape().get(0));
    return made.computeIfAbsent(
        table.name() + suffix, name -> variables.create(name, rows, Members.one(name, rows), 0f));
  }
}
