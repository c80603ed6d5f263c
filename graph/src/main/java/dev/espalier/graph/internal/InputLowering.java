package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.FeatureDeclaration;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.AttentionUnit;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Table;
import dev.espalier.graph.extension.CustomFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private final NetworksLowering networks;

  InputLowering(Ops tf, WeightSource weights, NetworksLowering networks) {
    this.tf = tf;
    this.weights = weights;
    this.networks = networks;
  }

  /** The stream of features, and the positions of those that have several. */
  Features features(Plan plan, EncodedInputs inputs) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    if (inputs.numbers() != null) {
      parts.add(numbers(plan.topology(), inputs.numbers()));
    }
    Map<String, Operand<TFloat32>> rows = rows(plan, inputs.ids());
    Map<String, Operand<TFloat32>> single = new HashMap<>();
    Map<String, Positions> positions = new LinkedHashMap<>();
    for (Feature feature : plan.topology().inputs()) {
      if (feature instanceof Positioned several) {
        positions.put(feature.name(), positions(several, rows.get(feature.name()), inputs));
      } else if (feature instanceof Categorical category) {
        single.put(feature.name(), values(category, rows.get(feature.name()), inputs));
      }
    }
    PoolingLowering pooling = new PoolingLowering(tf);
    for (Feature feature : plan.topology().inputs()) {
      Operand<TFloat32> one = single.get(feature.name());
      if (one != null) {
        parts.add(one);
      } else if (feature instanceof Positioned several && several.width() > 0) {
        Positions own = need(positions, feature.name());
        parts.add(pooling.pool(several, own, scores(plan, several, own, single, inputs)));
      }
    }
    return Features.of(
        parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1)), positions);
  }

  private Positions positions(
      Positioned feature, @Nullable Operand<TFloat32> rows, EncodedInputs inputs) {
    Operand<TFloat32> weights = inputs.weights().get(feature.name());
    if (!(feature instanceof Multivalent list)) {
      int[] shape = {-1, feature.positions(), feature.depth()};
      Operand<TFloat32> flat = need(inputs.positioned(), feature.name());
      return new Positions(tf.reshape(flat, tf.constant(shape)), weights, true);
    }
    Operand<TFloat32> values = values(list.each(), rows, inputs);
    if (weights != null) {
      return new Positions(values, weights, false);
    }
    Operand<TInt32> ids = need(inputs.ids(), feature.name());
    Operand<TFloat32> counting =
        tf.dtypes.cast(tf.math.greaterEqual(ids, tf.constant(0)), TFloat32.class);
    return new Positions(values, counting, true);
  }

  private Operand<TFloat32> values(
      Categorical category, @Nullable Operand<TFloat32> learned, EncodedInputs inputs) {
    return learned == null ? oneHot(category, need(inputs.ids(), category.name())) : learned;
  }

  /** How much each position has to do with its target, where they are pooled by attention. */
  private @Nullable Operand<TFloat32> scores(
      Plan plan,
      Positioned feature,
      Positions positions,
      Map<String, Operand<TFloat32>> single,
      EncodedInputs inputs) {
    for (AttentionUnit unit : plan.attentions()) {
      if (unit.feature().equals(feature)) {
        Operand<TFloat32> category = single.get(unit.target().name());
        Operand<TFloat32> target =
            category == null ? numbers(plan.topology(), unit.target(), inputs) : category;
        return new AttentionLowering(tf, networks).scores(unit, positions.values(), target);
      }
    }
    return null;
  }

  private Operand<TFloat32> numbers(Topology topology, Feature feature, EncodedInputs inputs) {
    Operand<TFloat32> all = Objects.requireNonNull(inputs.numbers());
    InputSlots.Slots own = InputSlots.of(topology).numbers(feature);
    return tf.slice(
        all, tf.constant(new int[] {0, own.first()}), tf.constant(new int[] {-1, own.count()}));
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
          own = tf.reshape(own, tf.constant(new int[] {-1, several.most(), several.depth()}));
        }
        rows.put(readers.get(i).name(), own);
      }
    }
    return rows;
  }

  /** The numbers, those of features from outside encoded by them. */
  private Operand<TFloat32> numbers(Topology topology, Operand<TFloat32> all) {
    if (topology.inputs().stream().noneMatch(FeatureDeclaration.class::isInstance)) {
      return all;
    }
    InputSlots slots = InputSlots.of(topology);
    List<Feature> features =
        topology.inputs().stream()
            .filter(feature -> feature.numeric() != null && !(feature instanceof Positioned))
            .toList();
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
