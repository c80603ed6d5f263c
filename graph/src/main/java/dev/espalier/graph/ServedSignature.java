package dev.espalier.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A way to ask a served model.
 *
 * @param name {@code serving_default} for all tasks, or the name of a task
 * @param inputs what a request has to bring, in alphabetical order
 * @param outputs what the answer holds, in alphabetical order
 */
public record ServedSignature(String name, List<Field> inputs, List<Field> outputs) {

  /** Type of the numbers or texts of a field, named as TensorFlow names it. */
  public enum Type {
    /** 32-bit numbers. */
    FLOAT,
    /** 64-bit integers. */
    INT64,
    /** Texts in UTF-8. */
    STRING
  }

  /**
   * An input or an output.
   *
   * @param name name in requests and answers
   * @param type what it holds
   * @param shape sizes of its axes, the batch first; -1 is any size
   */
  public record Field(String name, Type type, List<Long> shape) {
    /** Copies the shape. */
    public Field {
      shape = List.copyOf(shape);
    }

    /** Entries per example. */
    public int width() {
      return Math.toIntExact(shape.stream().skip(1).reduce(1L, Math::multiplyExact));
    }

    @Override
    public String toString() {
      return name + " " + type + shape.toString().replace("-1", "batch");
    }
  }

  /** Copies the lists. */
  public ServedSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Inputs and outputs, one per line; ends with a line feed. */
  public String text() {
    return name
        + "\n"
        + inputs.stream().map(field -> "  in   " + field + "\n").collect(Collectors.joining())
        + outputs.stream().map(field -> "  out  " + field + "\n").collect(Collectors.joining());
  }
}
