package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

/**
 * How the gradients of several tasks by the outputs of an operation become those by its inputs.
 *
 * <p>Products, sums, elementwise functions and changes of shape take all tasks at once. Any other
 * operation is left to TensorFlow, task by task, as long as none of its inputs is computed from
 * another one: TensorFlow would follow that way too.
 */
final class StackedRules {
  private static final Set<String> ELEMENTWISE =
      Set.of(
          "Relu",
          "Relu6",
          "Elu",
          "Selu",
          "LeakyRelu",
          "Sigmoid",
          "Tanh",
          "Softplus",
          "Softsign",
          "Exp",
          "Log",
          "Log1p",
          "Sqrt",
          "Rsqrt",
          "Square",
          "Neg",
          "Erf",
          "Abs");

  private final Graph graph;
  private final Ops tf;
  private final StackedProducts products;
  private final StackedRounding rounding;
  private final StackedShapes shapes;
  private final Map<GraphOperation, Operand<TFloat32>> slopes = new HashMap<>();

  StackedRules(Graph graph, Ops tf) {
    this.graph = graph;
    this.tf = tf;
    this.products = new StackedProducts(tf);
    this.rounding = new StackedRounding(tf);
    this.shapes = new StackedShapes(tf);
  }

  /** Whether gradients find their way through an operation, if these tensors carry any. */
  boolean covers(GraphOperation op, Set<Output<?>> carriers) {
    if (hasRule(op)) {
      return true;
    }
    if (StackedRounding.isRounded(op)) {
      // Passed over by the rule of the conversion that ends the rounded product.
      return endsInRule(op);
    }
    List<Operand<TFloat32>> inputs = inputs(op, carriers);
    for (Operand<TFloat32> input : inputs) {
      Set<?> before = Backward.before(List.of(input));
      if (inputs.stream().anyMatch(other -> other != input && before.contains(other.op()))) {
        return false;
      }
    }
    return true;
  }

  private boolean endsInRule(GraphOperation op) {
    return op.consumers().stream()
        .allMatch(
            next ->
                next.numOutputs() > 0
                    && (StackedRounding.isRounded(next)
                        ? endsInRule(next)
                        : rounding.covers(next)));
  }

  private boolean hasRule(GraphOperation op) {
    return switch (op.type()) {
      case "Identity", "EnsureShape", "AddN", "Softmax", "BiasAdd", "StopGradient" -> true;
      case "Add", "AddV2", "Sub", "Mul" -> StackedShapes.areKnown(op);
      default ->
          ELEMENTWISE.contains(op.type())
              || products.covers(op)
              || rounding.covers(op)
              || shapes.covers(op);
    };
  }

  /** Hands on what has come to the outputs of an operation. */
  void pass(GraphOperation op, GradientFlow flow) {
    List<Output<?>> outputs = new ArrayList<>();
    for (int i = 0; i < op.numOutputs(); i++) {
      outputs.add(op.output(i));
    }
    if (flow.isEmptyAt(outputs) || op.type().equals("StopGradient")) {
      return;
    }
    if (!hasRule(op)) {
      taskByTask(op, flow);
    } else if (products.covers(op)) {
      products.pass(op, flow);
    } else if (rounding.covers(op)) {
      rounding.pass(op, flow);
    } else if (shapes.covers(op)) {
      shapes.pass(op, flow);
    } else {
      pointwise(op, flow);
    }
  }

  private void pointwise(GraphOperation op, GradientFlow flow) {
    if (op.type().equals("Softmax")) {
      softmax(op, flow);
      return;
    }
    Cotangent by = Objects.requireNonNull(flow.at(op.output(0)));
    switch (op.type()) {
      case "Identity", "EnsureShape", "AddN" -> op.inputs().forEach(in -> flow.add(in, by));
      case "BiasAdd" -> {
        flow.add(op.input(0), by);
        if (flow.carries(op.input(1))) {
          flow.add(op.input(1), products.columnSums(by));
        }
      }
      case "Add", "AddV2" -> {
        shapes.addReduced(flow, op.input(0), by);
        shapes.addReduced(flow, op.input(1), by);
      }
      case "Sub" -> {
        shapes.addReduced(flow, op.input(0), by);
        if (flow.carries(op.input(1))) {
          shapes.addReduced(flow, op.input(1), by.with(tf.math.neg(by.value())));
        }
      }
      case "Mul" -> {
        for (int i = 0; i < 2; i++) {
          if (flow.carries(op.input(i))) {
            Operand<TFloat32> other = op.input(1 - i).expect(TFloat32.class);
            shapes.addReduced(flow, op.input(i), by.with(tf.math.mul(by.value(), other)));
          }
        }
      }
      default -> flow.add(op.input(0), by.with(tf.math.mul(by.value(), slope(op))));
    }
  }

  /** The derivative of an elementwise function, the same for all tasks. */
  private Operand<TFloat32> slope(GraphOperation op) {
    return slopes.computeIfAbsent(
        op,
        o -> {
          Operand<TFloat32> y = o.output(0).expect(TFloat32.class);
          Operand<TFloat32> x = o.input(0).expect(TFloat32.class);
          return Objects.requireNonNull(
              Backward.seeded(graph, y, tf.onesLike(y), List.of(x)).get(0));
        });
  }

  private void softmax(GraphOperation op, GradientFlow flow) {
    Operand<TFloat32> y = op.output(0).expect(TFloat32.class);
    OwnRows rows = flow.rowsAt(op.output(0));
    if (rows != null && rows.axis() < y.shape().numDimensions() - 1) {
      flow.add(op.input(0), rows.with(softmax(rows.value(), rows.of(tf, y))));
    } else {
      Cotangent by = Objects.requireNonNull(flow.at(op.output(0)));
      flow.add(op.input(0), by.with(softmax(by.value(), y)));
    }
  }

  private Operand<TFloat32> softmax(Operand<TFloat32> by, Operand<TFloat32> y) {
    Operand<TFloat32> mean = tf.sum(tf.math.mul(by, y), tf.constant(-1), Sum.keepDims(true));
    return tf.math.mul(tf.math.sub(by, mean), y);
  }

  private void taskByTask(GraphOperation op, GradientFlow flow) {
    List<Operand<TFloat32>> ys = new ArrayList<>();
    List<Cotangent> by = new ArrayList<>();
    for (int i = 0; i < op.numOutputs(); i++) {
      Cotangent one = flow.at(op.output(i));
      if (one != null) {
        ys.add(op.output(i).expect(TFloat32.class));
        by.add(one);
      }
    }
    List<Integer> tasks = Cotangent.union(by);
    List<List<Operand<TFloat32>>> seeds = new ArrayList<>();
    by.forEach(one -> seeds.add(one.over(tf, tasks).each(tf)));
    List<Operand<TFloat32>> inputs = inputs(op, flow);
    List<List<@Nullable Operand<TFloat32>>> perTask = new ArrayList<>();
    for (int t = 0; t < tasks.size(); t++) {
      int at = t;
      perTask.add(Backward.seeded(graph, ys, seeds.stream().map(s -> s.get(at)).toList(), inputs));
    }
    for (int i = 0; i < inputs.size(); i++) {
      List<Operand<TFloat32>> rows = new ArrayList<>();
      for (List<@Nullable Operand<TFloat32>> task : perTask) {
        Operand<TFloat32> row = task.get(i);
        if (row != null) {
          rows.add(row);
        }
      }
      // Whether an operation is flat does not depend on the task.
      if (!rows.isEmpty()) {
        flow.add(inputs.get(i), new Cotangent(tf.stack(rows), tasks));
      }
    }
  }

  private static List<Operand<TFloat32>> inputs(GraphOperation op, GradientFlow flow) {
    return inputs(op, in -> flow.carries(in));
  }

  private static List<Operand<TFloat32>> inputs(GraphOperation op, Set<Output<?>> carriers) {
    return inputs(op, in -> carriers.contains(in.asOutput()));
  }

  private static List<Operand<TFloat32>> inputs(GraphOperation op, Predicate<Operand<?>> carries) {
    Set<Output<?>> distinct = new LinkedHashSet<>();
    for (Operand<?> in : op.inputs()) {
      if (in.type() == TFloat32.class && carries.test(in)) {
        distinct.add(in.asOutput());
      }
    }
    List<Operand<TFloat32>> all = new ArrayList<>();
    distinct.forEach(in -> all.add(in.expect(TFloat32.class)));
    return all;
  }
}
