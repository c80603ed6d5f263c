package dev.espalier.graph.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A float32 resource variable of a training graph, and the tensor that losses are differentiated
 * by. One weight may hold several parameters of the plan, joined along one axis.
 *
 * @param name unique name of the variable
 * @param shape its shape
 * @param handle the resource
 * @param leaf what gradients are taken by: the value, or for a table the gathered unique rows,
 *     shape [u, dimension]
 * @param rows for a table the row numbers of {@code leaf}, shape [u], distinct; null for others
 * @param shared whether the losses of several tasks may reach it
 * @param trained whether an optimiser updates it
 * @param l2 factor of its sum of squares in the penalty
 * @param decays whether an optimiser with weight decay shrinks it, as it does kernels and tables
 * @param members what it holds, for checkpoints
 */
public record Weight(
    String name,
    Shape shape,
    Operand<? extends TType> handle,
    Operand<TFloat32> leaf,
    @Nullable Operand<TInt32> rows,
    boolean shared,
    boolean trained,
    float l2,
    boolean decays,
    Members members) {

  /**
   * The named parts of a variable. The variable, reshaped to {@code view} and transposed by {@code
   * order}, is the parts one after the other.
   *
   * @param names checkpoint keys of the parts
   * @param shape shape of a part as it is stored
   * @param view shape the variable is seen in
   * @param order order of the axes of that view that brings the parts to the front
   */
  public record Members(List<String> names, Shape shape, Shape view, List<Integer> order) {
    /** A variable that is one part. */
    public static Members one(String name, Shape shape) {
      return new Members(
          List.of(name), shape, shape, IntStream.range(0, shape.numDimensions()).boxed().toList());
    }

    /** The same parts under names with this ending, for the state an optimiser keeps of each. */
    public Members suffixed(String suffix) {
      return new Members(names.stream().map(n -> n + suffix).toList(), shape, view, order);
    }

    /** Whether the parts lie one after the other in memory. */
    public boolean inOrder() {
      return IntStream.range(0, order.size()).allMatch(i -> order.get(i) == i);
    }
  }

  /** Whether only the gathered rows are differentiated and updated. */
  public boolean isTable() {
    return rows != null;
  }

  /** The same, as if the loss of one task only reached it. */
  public Weight unshared() {
    return new Weight(name, shape, handle, leaf, rows, false, trained, l2, decays, members);
  }
}
