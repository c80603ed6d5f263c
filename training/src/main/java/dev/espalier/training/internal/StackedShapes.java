package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.linalg.Transpose;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** How the gradients of several tasks go back through changes of shape. */
final class StackedShapes {
  private final Ops tf;

  StackedShapes(Ops tf) {
    this.tf = tf;
  }

  /** Whether an operation changes shapes in a way that is known before it runs. */
  boolean covers(GraphOperation op) {
    return switch (op.type()) {
      case "Reshape", "ExpandDims", "Squeeze" -> isKnownButOne(op.input(0).shape());
      case "Pack", "Unpack" -> areKnown(op);
      case "Transpose" -> constant(op.input(1)) != null;
      case "ConcatV2" -> areKnown(op) && constant(op.input(op.numInputs() - 1)) != null;
      case "Split" -> areKnown(op) && constant(op.input(0)) != null;
      case "SplitV" -> areKnown(op) && constant(op.input(2)) != null;
      default -> false;
    };
  }

  /** Whether the shapes of all numbers that an operation reads and writes are known. */
  static boolean areKnown(GraphOperation op) {
    return IntStream.range(0, op.numOutputs())
            .allMatch(i -> !op.output(i).shape().hasUnknownDimension())
        && op.inputs().stream()
            .filter(in -> in.type() == TFloat32.class)
            .allMatch(in -> !in.shape().hasUnknownDimension());
  }

  private static boolean isKnownButOne(Shape shape) {
    return !shape.isUnknown()
        && Arrays.stream(shape.asArray()).filter(s -> s == Shape.UNKNOWN_SIZE).count() <= 1;
  }

  void pass(GraphOperation op, GradientFlow flow) {
    switch (op.type()) {
      case "Pack" -> {
        Cotangent by = Objects.requireNonNull(flow.at(op.output(0)));
        List<? extends Operand<TFloat32>> parts =
            tf.unstack(by.value(), (long) op.numInputs(), Unstack.axis(axis(op) + 1L)).output();
        for (int i = 0; i < op.numInputs(); i++) {
          flow.add(op.input(i), by.with(parts.get(i)));
        }
      }
      case "Unpack" -> unpack(op, flow);
      case "Transpose" -> {
        Cotangent by = Objects.requireNonNull(flow.at(op.output(0)));
        int[] order = Objects.requireNonNull(constant(op.input(1)));
        int[] back = new int[order.length + 1];
        for (int i = 0; i < order.length; i++) {
          back[order[i] + 1] = i + 1;
        }
        flow.add(op.input(0), by.with(Transpose.create(tf.scope(), by.value(), tf.constant(back))));
      }
      case "ConcatV2" -> concat(op, flow);
      case "Split" -> joined(op, flow, op.input(1), op.input(0));
      case "SplitV" -> joined(op, flow, op.input(0), op.input(2));
      default -> {
        Cotangent by = Objects.requireNonNull(flow.at(op.output(0)));
        flow.add(op.input(0), by.with(shaped(by, op.input(0).shape())));
      }
    }
  }

  private void unpack(GraphOperation op, GradientFlow flow) {
    int axis = axis(op);
    List<@Nullable Cotangent> parts = parts(op, flow);
    List<Integer> at = new ArrayList<>();
    List<Integer> tasks = new ArrayList<>();
    List<Operand<TFloat32>> rows = new ArrayList<>();
    Set<Integer> distinct = new HashSet<>();
    boolean own = true;
    for (int i = 0; i < parts.size(); i++) {
      Cotangent part = parts.get(i);
      if (part != null) {
        own &= part.count() == 1 && distinct.add(part.tasks().get(0));
        own &= tasks.isEmpty() || part.tasks().get(0) > tasks.get(tasks.size() - 1);
        at.add(i);
        tasks.add(part.tasks().get(0));
        rows.add(part.value());
      }
    }
    if (own && rows.size() > 1) {
      flow.add(
          op.input(0), new OwnRows(tf.concat(rows, tf.constant(0)), tasks, axis, at, parts.size()));
    } else {
      List<Operand<TFloat32>> all = new ArrayList<>();
      Cotangent like = filled(parts, all);
      flow.add(op.input(0), like.with(tf.stack(all, Stack.axis(axis + 1L))));
    }
  }

  private void joined(GraphOperation op, GradientFlow flow, Output<?> input, Output<?> axisInput) {
    int axis = axis(axisInput, input.shape());
    List<Operand<TFloat32>> all = new ArrayList<>();
    List<@Nullable Cotangent> parts = parts(op, flow);
    List<Integer> tasks = Cotangent.union(parts.stream().filter(Objects::nonNull).toList());
    for (int i = 0; i < parts.size(); i++) {
      Cotangent part = parts.get(i);
      all.add(
          part == null ? zeros(tasks.size(), op.output(i).shape()) : part.over(tf, tasks).value());
    }
    flow.add(input, new Cotangent(tf.concat(all, tf.constant(axis + 1)), tasks));
  }

  private void concat(GraphOperation op, GradientFlow flow) {
    Cotangent by = Objects.requireNonNull(flow.at(op.output(0)));
    int count = op.numInputs() - 1;
    int axis = axis(op.input(count), op.output(0).shape());
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      sizes[i] = (int) op.input(i).shape().get(axis);
    }
    List<Output<TFloat32>> parts =
        tf.splitV(by.value(), tf.constant(sizes), tf.constant(axis + 1), (long) count).output();
    for (int i = 0; i < count; i++) {
      flow.add(op.input(i), by.with(parts.get(i)));
    }
  }

  private static List<@Nullable Cotangent> parts(GraphOperation op, GradientFlow flow) {
    List<@Nullable Cotangent> parts = new ArrayList<>();
    for (int i = 0; i < op.numOutputs(); i++) {
      parts.add(flow.at(op.output(i)));
    }
    return parts;
  }

  /** Fills in zeros where nothing has come; what tasks the parts are of. */
  private Cotangent filled(List<@Nullable Cotangent> parts, List<Operand<TFloat32>> all) {
    List<Cotangent> present =
        parts.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    List<Integer> tasks = Cotangent.union(present);
    Operand<TFloat32> zero = null;
    for (Cotangent part : parts) {
      if (part == null && zero == null) {
        zero = tf.zerosLike(present.get(0).over(tf, tasks).value());
      }
      all.add(part == null ? Objects.requireNonNull(zero) : part.over(tf, tasks).value());
    }
    return new Cotangent(all.get(0), tasks);
  }

  private Operand<TFloat32> zeros(int tasks, Shape shape) {
    return tf.zeros(tf.constant(shape.prepend(tasks).asArray()), TFloat32.class);
  }

  /** Gradients by a tensor of this shape that have its entries in order. */
  Operand<TFloat32> shaped(Cotangent by, Shape shape) {
    return tf.reshape(by.value(), tf.constant(shape.prepend(by.count()).asArray()));
  }

  /** Adds the sums over the axes along which a tensor was repeated. */
  void addReduced(GradientFlow flow, Output<?> tensor, Cotangent by) {
    if (!flow.carries(tensor)) {
      return;
    }
    Shape shape = tensor.shape();
    Shape whole = by.value().shape();
    int missing = whole.numDimensions() - 1 - shape.numDimensions();
    int[] axes =
        IntStream.range(0, whole.numDimensions() - 1)
            .filter(i -> i < missing || shape.get(i - missing) == 1 && whole.get(i + 1) != 1)
            .map(i -> i + 1)
            .toArray();
    if (axes.length == 0) {
      flow.add(tensor, by);
      return;
    }
    Cotangent sums = by.with(tf.sum(by.value(), tf.constant(axes)));
    flow.add(tensor, by.with(shaped(sums, shape)));
  }

  private static int axis(GraphOperation packing) {
    int axis = (int) packing.attributes().getAttrInt("axis");
    Shape packed =
        packing.type().equals("Pack") ? packing.output(0).shape() : packing.input(0).shape();
    return axis < 0 ? axis + packed.numDimensions() : axis;
  }

  private static int axis(Output<?> constant, Shape shape) {
    int axis = Objects.requireNonNull(constant(constant))[0];
    return axis < 0 ? axis + shape.numDimensions() : axis;
  }

  private static int @Nullable [] constant(Output<?> tensor) {
    GraphOperation op = (GraphOperation) tensor.op();
    if (!op.type().equals("Const") || tensor.type() != TInt32.class) {
      return null;
    }
    try (Tensor value = op.attributes().getAttrTensor("value")) {
      int[] numbers = new int[(int) value.size()];
      value.asRawTensor().data().asInts().read(numbers);
      return numbers;
    }
  }
}
