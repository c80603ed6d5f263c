package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.graph.FittedFeatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Writes how a raw number becomes the row of its bucket, or the unknown one where it is missing.
 */
final class BucketEncoding {
  private final Ops tf;
  private final RawInputs inputs;

  BucketEncoding(Ops tf, RawInputs inputs) {
    this.tf = tf;
    this.inputs = inputs;
  }

  /** Row numbers [batch] of these features, by name. */
  Map<String, Operand<TInt32>> rows(List<Categorical> features, FittedFeatures fitted) {
    Map<String, Operand<TInt32>> rows = new HashMap<>();
    if (features.isEmpty()) {
      return rows;
    }
    List<Operand<TFloat32>> raw = new ArrayList<>();
    List<Operand<TInt32>> buckets = new ArrayList<>();
    int[] unknown = new int[features.size()];
    for (int i = 0; i < unknown.length; i++) {
      Categorical feature = features.get(i);
      raw.add(inputs.number(feature));
      buckets.add(tf.bucketize(raw.get(i), fitted.boundaries(feature.rowsOf())));
      unknown[i] = ((Buckets) feature.coding()).size();
    }
    // Not a number falls into the last bucket of Bucketize. All features together, [n, batch].
    Operand<TInt32> rest = tf.reshape(tf.constant(unknown), tf.constant(new int[] {-1, 1}));
    Operand<TInt32> all = tf.select(tf.math.isNan(tf.stack(raw)), rest, tf.stack(buckets));
    List<? extends Operand<TInt32>> each = tf.unstack(all, (long) unknown.length).output();
    for (int i = 0; i < unknown.length; i++) {
      rows.put(features.get(i).name(), each.get(i));
    }
    return rows;
  }
}
