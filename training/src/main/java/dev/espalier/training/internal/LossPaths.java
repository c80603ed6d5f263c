package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** The operations that losses are computed by: what each depends on, and which losses on it. */
final class LossPaths {
  private final Map<Operation, Node> nodes = new LinkedHashMap<>();

  private LossPaths() {}

  /** What there is to know of an operation. */
  static final class Node {
    private final GraphOperation operation;
    private final List<Output<?>> inputs;
    private final BitSet losses = new BitSet();
    private boolean real;
    private boolean weight;
    private boolean shared;
    private boolean own;
    private boolean beyondFeatures;

    private Node(GraphOperation operation) {
      this.operation = operation;
      this.inputs = new ArrayList<>();
      operation.inputs().forEach(input -> inputs.add(input.asOutput()));
    }

    GraphOperation operation() {
      return operation;
    }

    List<Output<?>> inputs() {
      return inputs;
    }

    /** The numbers of the losses that depend on it. */
    BitSet losses() {
      return losses;
    }

    /** Whether gradients can go through it. */
    boolean isReal() {
      return real;
    }

    /** Whether it reads a trained weight. */
    boolean isWeight() {
      return weight;
    }

    /** Whether it is of several tasks: computed from shared weights only, for several losses. */
    boolean isTrunk() {
      return shared && !own && losses.cardinality() > 1;
    }

    /** Whether it depends on shared weights other than embeddings and what pools them. */
    boolean isBeyondFeatures() {
      return beyondFeatures;
    }
  }

  static LossPaths of(Objective objective) {
    LossPaths paths = new LossPaths();
    objective.losses().forEach(loss -> paths.add(loss.op()));
    objective.weights().forEach(paths::mark);
    List<Node> forward = new ArrayList<>(paths.nodes.values());
    for (Node node : forward) {
      node.real = node.weight || isReal(node.operation);
      if (node.real) {
        for (Output<?> input : node.inputs) {
          Node before = paths.of(input);
          node.shared |= before.shared;
          node.own |= before.own;
          node.beyondFeatures |= before.beyondFeatures;
        }
      }
    }
    List<Operand<TFloat32>> losses = objective.losses();
    for (int t = 0; t < losses.size(); t++) {
      paths.of(losses.get(t).asOutput()).losses.set(t);
    }
    for (int i = forward.size() - 1; i >= 0; i--) {
      Node node = forward.get(i);
      if (node.real) {
        node.inputs.forEach(input -> paths.of(input).losses.or(node.losses));
      }
    }
    return paths;
  }

  /** Adds what is not there yet, each operation behind those that it reads. */
  private void add(Operation last) {
    Deque<Operation> open = new ArrayDeque<>(List.of(last));
    Map<Operation, Node> begun = new LinkedHashMap<>();
    while (!open.isEmpty()) {
      Operation operation = open.peek();
      Node node = begun.get(operation);
      if (nodes.containsKey(operation)) {
        open.pop();
      } else if (node != null) {
        open.pop();
        nodes.put(operation, node);
      } else {
        Node next = new Node((GraphOperation) operation);
        begun.put(operation, next);
        next.inputs.forEach(input -> open.push(input.op()));
      }
    }
  }

  /** Towers count as of one task, also those that the loss of a product reaches. */
  private void mark(Weight weight) {
    Node node = nodes.get(weight.leaf().op());
    if (node == null) {
      return;
    }
    List<String> names = weight.members().names();
    boolean tower = names.stream().anyMatch(name -> name.startsWith("tasks/"));
    node.weight = true;
    node.shared = weight.shared();
    node.own = !weight.shared() || tower;
    node.beyondFeatures =
        weight.shared()
            && !weight.isTable()
            && names.stream().noneMatch(name -> name.startsWith("inputs/"));
  }

  private static boolean isReal(GraphOperation operation) {
    if (operation.type().equals("StopGradient")) {
      return false;
    }
    for (int i = 0; i < operation.numOutputs(); i++) {
      if (operation.output(i).dataType() == DataType.DT_FLOAT) {
        return true;
      }
    }
    return false;
  }

  /** Every operation, behind those that it reads. */
  Collection<Node> nodes() {
    return nodes.values();
  }

  Node of(Output<?> tensor) {
    return Objects.requireNonNull(nodes.get(tensor.op()));
  }

  /** Whether a tensor is computed from one of these of another operation. */
  boolean isAfterAny(Output<?> tensor, Collection<Output<?>> others) {
    Set<Operation> wanted = new HashSet<>();
    others.forEach(other -> wanted.add(other.op()));
    wanted.remove(tensor.op());
    Set<Operation> seen = new HashSet<>();
    Deque<Operation> open = new ArrayDeque<>(List.of(tensor.op()));
    while (!open.isEmpty()) {
      Operation operation = open.pop();
      if (wanted.contains(operation)) {
        return true;
      }
      if (seen.add(operation)) {
        Node node = Objects.requireNonNull(nodes.get(operation));
        if (node.real) {
          node.inputs.forEach(input -> open.push(input.op()));
        }
      }
    }
    return false;
  }

  /** Whether several losses depend on every shared weight that one depends on, in no tower. */
  boolean sharedWeightsAreInTrunk() {
    return nodes.values().stream().allMatch(node -> !node.weight || !node.shared || node.isTrunk());
  }
}
