package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight.Members;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A number for each part of a variable, in a shape that broadcasts to the variable's view. */
final class PartValues {

  private PartValues() {}

  /** The numbers of the parts, which the first axes in order number. */
  static Operand<TFloat32> of(Ops tf, Members members, List<Float> numbers) {
    long[] sizes = members.view().asArray();
    long[] shape = new long[sizes.length];
    Arrays.fill(shape, 1);
    int axes = 0;
    for (long parts = 1; parts < numbers.size(); axes++) {
      int axis = members.order().get(axes);
      shape[axis] = sizes[axis];
      parts *= sizes[axis];
    }
    float[] values = new float[numbers.size()];
    for (int part = 0; part < values.length; part++) {
      values[place(members, shape, axes, part)] = numbers.get(part);
    }
    return tf.constant(NdArrays.wrap(Shape.of(shape), DataBuffers.of(values)));
  }

  /** Where a part is in an array of this shape, whose axes the first ones in order number. */
  private static int place(Members members, long[] shape, int axes, int part) {
    long[] at = new long[shape.length];
    long rest = part;
    for (int i = axes - 1; i >= 0; i--) {
      int axis = members.order().get(i);
      at[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    long place = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      place = place * shape[axis] + at[axis];
    }
    return Math.toIntExact(place);
  }
}
