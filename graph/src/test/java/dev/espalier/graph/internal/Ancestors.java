package dev.espalier.graph.internal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;

/** What a tensor is computed from. */
final class Ancestors {
  private Ancestors() {}

  /** The ops that these depend on, their own included. */
  static List<GraphOperation> of(Collection<? extends Operand<?>> operands) {
    return of(operands, List.of());
  }

  /** The same, without looking behind some. */
  static List<GraphOperation> of(
      Collection<? extends Operand<?>> operands, Collection<? extends Operand<?>> stops) {
    Set<String> last = stops.stream().map(s -> s.op().name()).collect(Collectors.toSet());
    Map<String, GraphOperation> found = new LinkedHashMap<>();
    Deque<GraphOperation> next = new ArrayDeque<>();
    operands.forEach(operand -> next.push((GraphOperation) operand.op()));
    while (!next.isEmpty()) {
      GraphOperation op = next.pop();
      if (found.putIfAbsent(op.name(), op) == null && !last.contains(op.name())) {
        op.inputs().forEach(input -> next.push((GraphOperation) input.op()));
      }
    }
    return List.copyOf(found.values());
  }
}
