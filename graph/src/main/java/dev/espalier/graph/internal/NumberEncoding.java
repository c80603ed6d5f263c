package dev.espalier.graph.internal;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Numeric.Missing;
import dev.espalier.dsl.Numeric.Quantiles;
import dev.espalier.dsl.Numeric.Standardized;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.QuantileScale;
import dev.espalier.graph.Standardization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Writes what the data pipeline does to numbers before training: transforms, then minus the mean,
 * times the reciprocal of the deviation, or a quantile scale, then the middle where a number is
 * missing. All columns take each operation together; what a column does not need leaves it as it
 * is.
 */
final class NumberEncoding {

  /** A component of a feature: a column of the raw numbers. */
  private record Component(Numeric feature, int index) {
    boolean isScaledByQuantiles() {
      return feature.scaling() instanceof Quantiles;
    }
  }

  private final Ops tf;
  private final RawInputs inputs;
  private final FittedFeatures fitted;

  NumberEncoding(Ops tf, RawInputs inputs, FittedFeatures fitted) {
    this.tf = tf;
    this.inputs = inputs;
    this.fitted = fitted;
  }

  /**
   * Numbers as the network sees them.
   *
   * @param entering [batch, n], or null where there are none
   * @param positioned [batch, positions * depth] by feature with several positions
   */
  record Encoded(@Nullable Operand<TFloat32> entering, Map<String, Operand<TFloat32>> positioned) {}

  /** The numbers of these inputs. */
  Encoded numbers(Topology topology) {
    InputSlots slots = InputSlots.of(topology);
    // Those that enter the network come first, as they do in training.
    List<Numeric> features =
        slots.numbers().keySet().stream().map(name -> numeric(topology, name)).toList();
    if (features.isEmpty()) {
      return new Encoded(null, Map.of());
    }
    Operand<TFloat32> all = encoded(features);
    if (slots.numbers().values().stream().mapToInt(InputSlots.Slots::count).sum()
        == slots.entering()) {
      return new Encoded(all, Map.of());
    }
    List<Integer> sizes = new ArrayList<>();
    List<String> positioned = new ArrayList<>();
    slots
        .numbers()
        .forEach(
            (name, own) -> {
              if (own.first() >= slots.entering()) {
                positioned.add(name);
                sizes.add(own.count());
              }
            });
    boolean entering = slots.entering() > 0;
    if (entering) {
      sizes.add(0, slots.entering());
    }
    int[] widths = sizes.stream().mapToInt(i -> i).toArray();
    List<? extends Operand<TFloat32>> parts =
        widths.length == 1
            ? List.of(all)
            : tf.splitV(all, tf.constant(widths), tf.constant(1), (long) widths.length).output();
    Map<String, Operand<TFloat32>> values = new HashMap<>();
    for (int i = 0; i < positioned.size(); i++) {
      values.put(positioned.get(i), parts.get(i + (entering ? 1 : 0)));
    }
    return new Encoded(entering ? parts.get(0) : null, values);
  }

  private static Numeric numeric(Topology topology, String name) {
    return topology.inputs().stream()
        .filter(feature -> feature.name().equals(name))
        .map(Feature::numeric)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private Operand<TFloat32> encoded(List<Numeric> features) {
    List<Component> columns = new ArrayList<>();
    for (Numeric feature : features) {
      IntStream.range(0, feature.components()).forEach(c -> columns.add(new Component(feature, c)));
    }
    Operand<TFloat32> raw = together(features);
    Operand<TFloat32> x =
        new TransformEncoding(tf)
            .transformed(raw, columns.stream().map(c -> c.feature().transforms()).toList());
    x = standardized(x, columns);
    boolean anyQuantiles = columns.stream().anyMatch(Component::isScaledByQuantiles);
    if (anyQuantiles) {
      x = byQuantiles(x, columns);
    }
    // What is missing is told by the raw number: a limit would make a number of it.
    Operand<TBool> missing = tf.math.isNan(raw);
    Operand<TFloat32> middle = tf.constant(0f);
    if (anyQuantiles) {
      float[] middles = new float[columns.size()];
      for (int i = 0; i < middles.length; i++) {
        middles[i] = columns.get(i).isScaledByQuantiles() ? .5f : 0f;
      }
      middle = tf.constant(middles);
    }
    return withIndicators(tf.select(missing, middle, x), missing, features);
  }

  private Operand<TFloat32> standardized(Operand<TFloat32> x, List<Component> columns) {
    if (columns.stream().noneMatch(c -> c.feature().scaling() instanceof Standardized)) {
      return x;
    }
    // Other numbers are not changed by - 0 and * 1, so that all take one path.
    float[] means = new float[columns.size()];
    float[] reciprocals = new float[columns.size()];
    Arrays.fill(reciprocals, 1f);
    for (int i = 0; i < means.length; i++) {
      Component column = columns.get(i);
      if (column.feature().scaling() instanceof Standardized) {
        Standardization own = fitted.standardization(column.feature().name());
        means[i] = own.means().get(column.index());
        reciprocals[i] = own.reciprocal(column.index());
      }
    }
    return tf.math.mul(tf.math.sub(x, tf.constant(means)), tf.constant(reciprocals));
  }

  /** The same columns, of which some are put on quantile scales. */
  private Operand<TFloat32> byQuantiles(Operand<TFloat32> x, List<Component> columns) {
    List<Integer> scaled = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    List<QuantileScale> scales = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Component column = columns.get(i);
      if (column.isScaledByQuantiles()) {
        scaled.add(i);
        scales.add(fitted.quantiles(column.feature().name()).get(column.index()));
      } else {
        others.add(i);
      }
    }
    Operand<TFloat32> shares = new QuantileEncoding(tf, scales).shares(columns(x, scaled));
    if (others.isEmpty()) {
      return shares;
    }
    List<Integer> order = new ArrayList<>(scaled);
    order.addAll(others);
    int[] back = new int[order.size()];
    IntStream.range(0, back.length).forEach(i -> back[order.get(i)] = i);
    return tf.gather(
        tf.concat(List.of(shares, columns(x, others)), tf.constant(1)),
        tf.constant(back),
        tf.constant(1));
  }

  /** The components of each feature, then its indicators. */
  private Operand<TFloat32> withIndicators(
      Operand<TFloat32> x, Operand<TBool> missing, List<Numeric> features) {
    if (features.stream().noneMatch(f -> f.missing() == Missing.INDICATED)) {
      return x;
    }
    int n = features.stream().mapToInt(Numeric::components).sum();
    List<Integer> order = new ArrayList<>();
    int first = 0;
    for (Numeric feature : features) {
      for (int i = 0; i < feature.width(); i++) {
        boolean indicator = i >= feature.components();
        order.add(first + (indicator ? n + i - feature.components() : i));
      }
      first += feature.components();
    }
    Operand<TFloat32> both =
        tf.concat(List.of(x, tf.dtypes.cast(missing, TFloat32.class)), tf.constant(1));
    return columns(both, order);
  }

  private Operand<TFloat32> columns(Operand<TFloat32> x, List<Integer> which) {
    int[] places = which.stream().mapToInt(i -> i).toArray();
    return tf.gather(x, tf.constant(places), tf.constant(1));
  }

  private Operand<TFloat32> together(List<Numeric> features) {
    List<Operand<TFloat32>> columns = new ArrayList<>();
    if (features.stream().allMatch(feature -> feature.components() == 1)) {
      features.forEach(feature -> columns.add(inputs.number(feature)));
      return tf.stack(columns, Stack.axis(1L));
    }
    for (Numeric feature : features) {
      Operand<TFloat32> own = inputs.number(feature);
      columns.add(feature.components() == 1 ? tf.expandDims(own, tf.constant(1)) : own);
    }
    return columns.size() == 1 ? columns.get(0) : tf.concat(columns, tf.constant(1));
  }
}
