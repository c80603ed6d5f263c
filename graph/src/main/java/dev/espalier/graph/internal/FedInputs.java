package dev.espalier.graph.internal;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.InputSlots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Takes the fed matrices apart: each feature gets the columns that are its own. */
final class FedInputs {
  private final Ops tf;
  private final Topology topology;
  private final InputSlots slots;

  FedInputs(Ops tf, Topology topology) {
    this.tf = tf;
    this.topology = topology;
    this.slots = InputSlots.of(topology);
  }

  /** The inputs that are fed here. */
  EncodedInputs of(TrainingGraph.Feeds feeds) {
    Operand<TInt32> ids = fixed(feeds.ids());
    return of(fixed(feeds.numbers()), ids);
  }

  /**
   * What is fed, with its shape made certain. TensorFlow does not take a placeholder's word for the
   * shape of what is fed to it; behind this op it knows the shape of every tensor of a step, and
   * computes all that gradients ask about shapes once, before the first step.
   */
  <T extends TType> @Nullable Operand<T> fixed(@Nullable Operand<T> fed) {
    return fed == null || fed.shape().hasUnknownDimension()
        ? fed
        : tf.ensureShape(fed, fed.shape());
  }

  /**
   * The inputs in these matrices.
   *
   * @param numbers [batch, n], or null if the topology has none
   * @param ids [batch, m], or null if the topology has none
   */
  private EncodedInputs of(@Nullable Operand<TFloat32> numbers, @Nullable Operand<TInt32> ids) {
    Map<String, Operand<TInt32>> rows = new HashMap<>();
    Map<String, Operand<TInt32>> positions = new HashMap<>();
    Operand<TInt32> group = ids == null ? null : ids(ids, rows, positions);
    if (numbers == null || slots.entering() == slots.numberCount()) {
      return new EncodedInputs(numbers, Map.of(), rows, Map.of(), positions, group);
    }
    List<Integer> sizes = new ArrayList<>();
    if (slots.entering() > 0) {
      sizes.add(slots.entering());
    }
    List<String> positioned = new ArrayList<>();
    slots
        .numbers()
        .forEach(
            (feature, own) -> {
              if (own.first() >= slots.entering()) {
                positioned.add(feature);
                sizes.add(own.count());
              }
            });
    slots.weights().values().forEach(own -> sizes.add(own.count()));
    Iterator<Operand<TFloat32>> parts = split(numbers, sizes).iterator();
    Operand<TFloat32> entering = slots.entering() > 0 ? parts.next() : null;
    Map<String, Operand<TFloat32>> values = new HashMap<>();
    positioned.forEach(feature -> values.put(feature, parts.next()));
    Map<String, Operand<TFloat32>> weights = new HashMap<>();
    slots.weights().keySet().forEach(feature -> weights.put(feature, parts.next()));
    return new EncodedInputs(entering, values, rows, weights, positions, group);
  }

  /**
   * The row numbers of the features, then, where they are fed, the positions of the tasks; returns
   * the groups behind them, if there are any.
   */
  private @Nullable Operand<TInt32> ids(
      Operand<TInt32> ids,
      Map<String, Operand<TInt32>> rows,
      Map<String, Operand<TInt32>> positions) {
    boolean training = ids.shape().get(1) == slots.trainingIdCount();
    if (topology.inputs().stream().noneMatch(Multivalent.class::isInstance)) {
      List<? extends Operand<TInt32>> columns =
          tf.unstack(ids, ids.shape().get(1), Unstack.axis(1L)).output();
      slots.ids().forEach((feature, own) -> rows.put(feature, columns.get(own.first())));
      if (training) {
        slots.positions().forEach((task, own) -> positions.put(task, columns.get(own.first())));
      }
      return training && slots.group().count() > 0 ? columns.get(slots.group().first()) : null;
    }
    List<Feature> features =
        topology.inputs().stream().filter(feature -> slots.ids(feature).count() > 0).toList();
    List<Integer> sizes = new ArrayList<>();
    features.forEach(feature -> sizes.add(slots.ids(feature).count()));
    List<String> tasks = training ? List.copyOf(slots.positions().keySet()) : List.of();
    tasks.forEach(task -> sizes.add(1));
    boolean grouped = training && slots.group().count() > 0;
    if (grouped) {
      sizes.add(1);
    }
    List<Operand<TInt32>> parts = split(ids, sizes);
    for (int i = 0; i < features.size(); i++) {
      boolean several = features.get(i) instanceof Multivalent;
      rows.put(features.get(i).name(), several ? parts.get(i) : column(parts.get(i)));
    }
    for (int i = 0; i < tasks.size(); i++) {
      positions.put(tasks.get(i), column(parts.get(features.size() + i)));
    }
    return grouped ? column(parts.get(parts.size() - 1)) : null;
  }

  private Operand<TInt32> column(Operand<TInt32> matrix) {
    return tf.reshape(matrix, tf.constant(new int[] {-1}));
  }

  private <T extends TNumber> List<Operand<T>> split(Operand<T> matrix, List<Integer> sizes) {
    if (sizes.size() == 1) {
      return List.of(matrix);
    }
    int[] widths = sizes.stream().mapToInt(i -> i).toArray();
    return List.copyOf(
        tf.splitV(matrix, tf.constant(widths), tf.constant(1), (long) sizes.size()).output());
  }
}
