package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Table;
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
 * vector, both in the order of the inputs.
 */
final class InputLowering {
  private final Ops tf;
  private final WeightSource weights;

  InputLowering(Ops tf, WeightSource weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /** The categorical features, in the order of the inputs. */
  static List<Categorical> categories(Plan plan) {
    return plan.topology().inputs().stream()
        .filter(Categorical.class::isInstance)
        .map(Categorical.class::cast)
        .toList();
  }

  /**
   * Features [batch, input width].
   *
   * @param numbers standardised numbers [batch, n], or null if there are none
   * @param ids row numbers [batch] by categorical feature
   */
  Operand<TFloat32> features(
      Plan plan, @Nullable Operand<TFloat32> numbers, Map<String, Operand<TInt32>> ids) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    if (numbers != null) {
      parts.add(numbers);
    }
    Map<String, Operand<TFloat32>> rows = rows(plan, ids);
    for (Categorical category : categories(plan)) {
      Operand<TFloat32> learned = rows.get(category.name());
      parts.add(learned == null ? oneHot(category, need(ids, category.name())) : learned);
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
  }

  /** The learned rows of each feature that has any. */
  private Map<String, Operand<TFloat32>> rows(Plan plan, Map<String, Operand<TInt32>> ids) {
    Map<String, Operand<TFloat32>> rows = new HashMap<>();
    for (Table table : plan.tables()) {
      List<Operand<TFloat32>> read =
          weights.gather(table, table.readers().stream().map(name -> need(ids, name)).toList());
      for (int i = 0; i < read.size(); i++) {
        rows.put(table.readers().get(i), read.get(i));
      }
    }
    return rows;
  }

  private Operand<TFloat32> oneHot(Categorical category, Operand<TInt32> ids) {
    return tf.oneHot(ids, tf.constant(category.coding().rows()), tf.constant(1f), tf.constant(0f));
  }

  private static <T> T need(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key));
  }
}
