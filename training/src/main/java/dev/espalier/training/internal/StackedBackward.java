package dev.espalier.training.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A backward pass for several tasks at once: what TensorFlow's own pass does task by task, with the
 * tasks as one more axis, the first. The number of its ops does not grow with the tasks.
 *
 * <p>Operations are met once each, the last first, and hand the gradients by their outputs on to
 * their inputs as {@link StackedRules} says.
 */
final class StackedBackward {
  private final Ops tf;
  private final List<Operand<TFloat32>> ends;
  private final List<Operand<TFloat32>> xs;
  private final List<GraphOperation> order;
  private final Set<Output<?>> carriers = new HashSet<>();
  private final Set<Output<?>> asked;
  private final StackedRules rules;

  /**
   * A pass from these tensors to those.
   *
   * @param ends for each task where it begins; may be the same tensor
   * @param xs what gradients are taken by
   */
  StackedBackward(Graph graph, Ops tf, List<Operand<TFloat32>> ends, List<Operand<TFloat32>> xs) {
    this.tf = tf;
    this.ends = List.copyOf(ends);
    this.xs = List.copyOf(xs);
    xs.forEach(x -> carriers.add(x.asOutput()));
    this.asked = Set.copyOf(carriers);
    this.order = between();
    for (GraphOperation op : order) {
      for (int i = 0; i < op.numOutputs(); i++) {
        carriers.add(op.output(i));
      }
    }
    this.rules = new StackedRules(graph, tf);
  }

  /** Whether there is a rule for each operation on the way. */
  boolean isPossible() {
    return order.stream().allMatch(op -> rules.covers(op, carriers));
  }

  /** Entries of the largest product with one of the xs, where its shape is known. */
  long widestProduct() {
    long widest = 1;
    for (GraphOperation op : order) {
      if (op.type().contains("MatMul") && asked.contains(op.input(1).asOutput())) {
        widest = Math.max(widest, op.output(0).shape().size());
      }
    }
    return widest;
  }

  /**
   * The gradients of some tasks by each x, null where none of them reaches it.
   *
   * @param seeds for tasks, by their numbers, the gradients by the tensors in which they begin
   */
  List<@Nullable Cotangent> of(Map<Integer, Operand<TFloat32>> seeds) {
    GradientFlow flow = new GradientFlow(tf, carriers);
    Map<Output<?>, TreeMap<Integer, Operand<TFloat32>>> starts = new LinkedHashMap<>();
    seeds.forEach(
        (task, seed) ->
            starts
                .computeIfAbsent(ends.get(task).asOutput(), end -> new TreeMap<>())
                .put(task, seed));
    starts.forEach(
        (end, own) ->
            flow.add(
                end,
                new Cotangent(tf.stack(List.copyOf(own.values())), List.copyOf(own.keySet()))));
    for (GraphOperation op : order) {
      rules.pass(op, flow);
    }
    List<@Nullable Cotangent> found = new ArrayList<>();
    xs.forEach(x -> found.add(flow.at(x.asOutput())));
    return found;
  }

  /** Operations before the ends and behind an x, each before those that it reads. */
  private List<GraphOperation> between() {
    Set<GraphOperation> seen = new HashSet<>();
    Set<GraphOperation> carrying = new HashSet<>();
    List<GraphOperation> inputsFirst = new ArrayList<>();
    Deque<GraphOperation> path = new ArrayDeque<>();
    Deque<Iterator<Operand<?>>> inputs = new ArrayDeque<>();
    for (Operand<TFloat32> end : ends) {
      visit((GraphOperation) end.op(), seen, path, inputs);
      while (!path.isEmpty()) {
        if (inputs.getFirst().hasNext()) {
          visit((GraphOperation) inputs.getFirst().next().op(), seen, path, inputs);
          continue;
        }
        inputs.removeFirst();
        GraphOperation op = path.removeFirst();
        boolean carries =
            op.inputs().stream()
                .anyMatch(in -> carriers.contains(in.asOutput()) || carrying.contains(in.op()));
        if (carries) {
          carrying.add(op);
          inputsFirst.add(op);
        }
      }
    }
    Collections.reverse(inputsFirst);
    return inputsFirst;
  }

  private static void visit(
      GraphOperation op,
      Set<GraphOperation> seen,
      Deque<GraphOperation> path,
      Deque<Iterator<Operand<?>>> inputs) {
    if (seen.add(op)) {
      path.addFirst(op);
      inputs.addFirst(op.inputs().iterator());
    }
  }
}
