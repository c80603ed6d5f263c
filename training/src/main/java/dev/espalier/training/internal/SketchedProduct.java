package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * The only product that a weight matrix enters: outputs = inputs · weight, of one matrix or of
 * several side by side, and what is added to it.
 *
 * @param weight [in, out], or [n, in, out]
 * @param offset [out], or [n, 1, out]: added to every row of the outputs and read nowhere else;
 *     null where there is none
 * @param inputs [batch, in], or [n, batch, in]
 * @param outputs [batch, out], or [n, batch, out]
 */
record SketchedProduct(
    Weight weight, @Nullable Weight offset, Operand<TFloat32> inputs, Operand<TFloat32> outputs) {

  /**
   * The product of this weight in what these operations compute; null where there is not one.
   *
   * @param offsets weights, one of which may be what is added to the product
   */
  static @Nullable SketchedProduct of(Weight weight, List<Weight> offsets, Set<Operation> forward) {
    GraphOperation reader = weight.isTable() ? null : onlyReader(weight.leaf(), forward);
    if (reader == null) {
      return null;
    }
    Operand<?> factor = weight.leaf();
    boolean rounded = StackedRounding.isRounded(reader);
    GraphOperation product = reader;
    GraphOperation last = reader;
    if (rounded) {
      factor = reader.output(0);
      product = onlyReader(factor, forward);
      last = product == null ? null : onlyReader(product.output(0), forward);
      if (product == null || last == null || !last.type().equals("Cast")) {
        return null;
      }
    }
    boolean plain =
        switch (product.type()) {
          case "MatMul" -> isPlain(product, "transpose_a", "transpose_b");
          case "BatchMatMul", "BatchMatMulV2" -> isPlain(product, "adj_x", "adj_y");
          default -> false;
        };
    if (!plain || !product.input(1).equals(factor.asOutput())) {
      return null;
    }
    Operand<?> left = product.input(0);
    Operand<TFloat32> inputs =
        (rounded ? ((GraphOperation) left.op()).input(0) : left.asOutput()).expect(TFloat32.class);
    boolean sameAxes = inputs.shape().numDimensions() == weight.shape().numDimensions();
    if (!sameAxes) {
      return null;
    }
    Operand<TFloat32> outputs = last.output(0).expect(TFloat32.class);
    return new SketchedProduct(weight, offset(outputs, offsets, forward), inputs, outputs);
  }

  /** The only operation of these that reads this one, which has one output. */
  private static @Nullable GraphOperation onlyReader(Operand<?> read, Set<Operation> forward) {
    List<GraphOperation> readers =
        ((GraphOperation) read.op()).consumers().stream().filter(forward::contains).toList();
    return readers.size() == 1 ? readers.get(0) : null;
  }

  private static @Nullable Weight offset(
      Operand<TFloat32> outputs, List<Weight> offsets, Set<Operation> forward) {
    GraphOperation reader = onlyReader(outputs, forward);
    if (reader == null || !Set.of("BiasAdd", "Add", "AddV2").contains(reader.type())) {
      return null;
    }
    for (Weight offset : offsets) {
      if (reader.input(0).equals(outputs.asOutput())
          && reader.input(1).equals(offset.leaf().asOutput())
          && !offset.isTable()
          && onlyReader(offset.leaf(), forward) != null
          && isARow(offset.shape(), outputs.shape())) {
        return offset;
      }
    }
    return null;
  }

  /** Whether this is one row for all of a batch: [out] for [batch, out], or [n, 1, out]. */
  private static boolean isARow(Shape offset, Shape outputs) {
    int axes = outputs.numDimensions();
    return offset.get(offset.numDimensions() - 1) == outputs.get(axes - 1)
        && (axes == 2
            ? offset.numDimensions() == 1
            : offset.numDimensions() == axes
                && offset.get(0) == outputs.get(0)
                && offset.get(1) == 1);
  }

  private static boolean isPlain(GraphOperation product, String left, String right) {
    return !product.attributes().getAttrBool(left) && !product.attributes().getAttrBool(right);
  }

  /** Numbers in a row of the inputs. */
  long width() {
    Shape shape = weight.shape();
    return shape.get(shape.numDimensions() - 2);
  }
}
