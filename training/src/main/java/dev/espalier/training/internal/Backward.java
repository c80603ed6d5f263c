package dev.espalier.training.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Adds backward passes to a graph. */
final class Backward {

  private Backward() {}

  /** The gradient of the sum of {@code ys} by each of {@code xs}, null where none is reached. */
  static List<@Nullable Operand<TFloat32>> of(
      Graph graph, List<Operand<TFloat32>> ys, List<Operand<TFloat32>> xs) {
    return of(graph, ys, xs, null);
  }

  /** The product of a seed, of the shape of {@code y}, and the Jacobian of {@code y} by each x. */
  static List<@Nullable Operand<TFloat32>> seeded(
      Graph graph, Operand<TFloat32> y, Operand<TFloat32> seed, List<Operand<TFloat32>> xs) {
    return of(graph, List.of(y), xs, List.of(seed));
  }

  /** The same, summed over several tensors. */
  static List<@Nullable Operand<TFloat32>> seeded(
      Graph graph,
      List<Operand<TFloat32>> ys,
      List<Operand<TFloat32>> seeds,
      List<Operand<TFloat32>> xs) {
    return of(graph, ys, xs, seeds);
  }

  private static List<@Nullable Operand<TFloat32>> of(
      Graph graph,
      List<Operand<TFloat32>> ys,
      List<Operand<TFloat32>> xs,
      @Nullable List<Operand<TFloat32>> seeds) {
    // TensorFlow refuses the whole request where an x is nowhere before the ys.
    Set<Operation> before = before(ys);
    List<Operand<TFloat32>> asked = xs.stream().filter(x -> before.contains(x.op())).toList();
    Output<?>[] found =
        asked.isEmpty()
            ? new Output<?>[0]
            : graph.addGradients(
                null, outputs(ys), outputs(asked), seeds == null ? null : outputs(seeds));
    List<@Nullable Operand<TFloat32>> gradients = new ArrayList<>();
    int at = 0;
    for (Operand<TFloat32> x : xs) {
      Output<?> gradient = before.contains(x.op()) ? found[at++] : null;
      // It answers with an output of no operation where an x is before y, but y is flat there.
      gradients.add(
          gradient == null || gradient.isClosed() ? null : gradient.expect(TFloat32.class));
    }
    return gradients;
  }

  /** All operations that these tensors are computed from. */
  static Set<Operation> before(List<Operand<TFloat32>> tensors) {
    Set<Operation> seen = new HashSet<>();
    Deque<Operation> open = new ArrayDeque<>();
    tensors.forEach(tensor -> open.push(tensor.op()));
    while (!open.isEmpty()) {
      Operation operation = open.pop();
      if (seen.add(operation)) {
        ((GraphOperation) operation).inputs().forEach(input -> open.push(input.op()));
      }
    }
    return seen;
  }

  private static Output<?>[] outputs(List<Operand<TFloat32>> operands) {
    return operands.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
  }
}
