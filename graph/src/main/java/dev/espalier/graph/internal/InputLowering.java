package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.FeatureDeclaration;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Table;
import dev.espalier.graph.extension.CustomFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Writes the stream of features: the numbers, then each category as a learned row or as a one-hot
 * vector, pooled where an example has several, in the order of the inputs.
 */
final class InputLowering {
  private final Ops tf;
  private final WeightSource weights;

  InputLowering(Ops tf, WeightSource weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /** Features [batch, input width]. */
  Operand<TFloat32> features(Plan plan, EncodedInputs inputs) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    if (inputs.numbers() != null) {
      parts.add(numbers(plan.topology(), inputs.numbers()));
    }
    Map<String, Operand<TFloat32>> rows = rows(plan, inputs.ids());
    for (Feature feature : plan.topology().inputs()) {
      Categorical category = feature.category();
      if (category != null) {
        Operand<TInt32> ids = need(inputs.ids(), feature.name());
        Operand<TFloat32> learned = rows.get(feature.name());
        Operand<TFloat32> values = learned == null ? oneHot(category, ids) : learned;
        parts.add(
            feature instanceof Multivalent several
                ? pooled(several, values, ids, inputs.weights().get(feature.name()))
                : values);
      }
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
  }

  /**
   * The learned rows of each feature that has any: [batch, dimension], or of each of its values.
   */
  private Map<String, Operand<TFloat32>> rows(Plan plan, Map<String, Operand<TInt32>> ids) {
    Map<String, Operand<TFloat32>> rows = new HashMap<>();
    for (Table table : plan.tables()) {
      List<Feature> readers =
          plan.topology().inputs().stream()
              .filter(feature -> table.readers().contains(feature.name()))
              .toList();
      List<Operand<TInt32>> read = new ArrayList<>();
      for (Feature reader : readers) {
        Operand<TInt32> own = need(ids, reader.name());
        boolean several = reader instanceof Multivalent;
        read.add(several ? tf.reshape(own, tf.constant(new int[] {-1})) : own);
      }
      List<Operand<TFloat32>> found =
          readers.stream().anyMatch(Multivalent.class::isInstance)
              ? weights.gatherSome(table, read)
              : weights.gather(table, read);
      for (int i = 0; i < found.size(); i++) {
        Operand<TFloat32> own = found.get(i);
        if (readers.get(i) instanceof Multivalent several) {
          own = tf.reshape(own, tf.constant(new int[] {-1, several.most(), several.width()}));
        }
        rows.put(readers.get(i).name(), own);
      }
    }
    return rows;
  }

  private Operand<TFloat32> pooled(
      Multivalent feature,
      Operand<TFloat32> values,
      Operand<TInt32> ids,
      @Nullable Operand<TFloat32> given) {
    Operand<TFloat32> counting =
        given == null
            ? tf.dtypes.cast(tf.math.greaterEqual(ids, tf.constant(0)), TFloat32.class)
            : given;
    return new PoolingLowering(tf).pool(feature.pooling(), values, counting);
  }

  /** The numbers, those of features from outside encoded by them. */
  private Operand<TFloat32> numbers(Topology topology, Operand<TFloat32> all) {
    if (topology.inputs().stream().noneMatch(FeatureDeclaration.class::isInstance)) {
      return all;
    }
    InputSlots slots = InputSlots.of(topology);
    List<Feature> features =
        topology.inputs().stream().filter(feature -> feature.numeric() != null).toList();
    int[] sizes = features.stream().mapToInt(f -> slots.numbers(f).count()).toArray();
    List<Operand<TFloat32>> parts = new ArrayList<>();
    List<? extends Operand<TFloat32>> columns =
        sizes.length == 1
            ? List.of(all)
            : tf.splitV(all, tf.constant(sizes), tf.constant(1), (long) sizes.length).output();
    for (int i = 0; i < sizes.length; i++) {
      parts.add(
          features.get(i) instanceof FeatureDeclaration own
              ? encoded(own, columns.get(i))
              : columns.get(i));
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
  }

  private Operand<TFloat32> encoded(FeatureDeclaration feature, Operand<TFloat32> numbers) {
    if (feature instanceof CustomFeature own) {
      return own.encode(tf, numbers);
    }
    throw new IllegalStateException(
        "%s does not say how it is encoded. Let it implement %s."
            .formatted(feature.getClass().getName(), CustomFeature.class.getName()));
  }

  /** Zeros for -1. */
  private Operand<TFloat32> oneHot(Categorical category, Operand<TInt32> ids) {
    return tf.oneHot(ids, tf.constant(category.coding().rows()), tf.constant(1f), tf.constant(0f));
  }

  private static <T> T need(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key));
  }
}
