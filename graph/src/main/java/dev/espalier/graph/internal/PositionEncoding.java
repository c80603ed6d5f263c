package dev.espalier.graph.internal;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Writes which positions of raw features count, and how much. */
final class PositionEncoding {
  private final Ops tf;
  private final RawInputs inputs;

  PositionEncoding(Ops tf, RawInputs inputs) {
    this.tf = tf;
    this.inputs = inputs;
  }

  /**
   * The weights [batch, positions] of those features that have some beside their values.
   *
   * @param rows of categories, -1 for no value
   */
  Map<String, Operand<TFloat32>> weights(Topology topology, Map<String, Operand<TInt32>> rows) {
    Map<String, Operand<TFloat32>> weights = new HashMap<>();
    for (Feature feature : topology.inputs()) {
      if (feature instanceof Multivalent several && several.weights() != null) {
        Operand<TInt32> ids = Objects.requireNonNull(rows.get(feature.name()));
        weights.put(feature.name(), weights(inputs.weights(several.weights()), ids));
      } else if (feature instanceof Sequence sequence) {
        if (sequence.valid() instanceof Sequence.Length length) {
          weights.put(feature.name(), first(inputs.lengths(length.column()), sequence.steps()));
        } else if (sequence.valid() instanceof Sequence.Mask mask) {
          Operand<TFloat32> raw = inputs.weights(mask.column());
          weights.put(feature.name(), mark(tf.math.greater(raw, tf.constant(0f))));
        }
      }
    }
    return weights;
  }

  private Operand<TFloat32> weights(Operand<TFloat32> raw, Operand<TInt32> ids) {
    Operand<TFloat32> none = tf.constant(0f);
    Operand<TFloat32> positive = tf.select(tf.math.greater(raw, none), raw, none);
    return tf.select(tf.math.less(ids, tf.constant(0)), none, positive);
  }

  private Operand<TFloat32> first(Operand<TInt64> lengths, int steps) {
    Operand<TInt64> places = tf.constant(LongStream.range(0, steps).toArray());
    return mark(tf.math.less(places, tf.expandDims(lengths, tf.constant(1))));
  }

  private Operand<TFloat32> mark(Operand<? extends TType> counts) {
    return tf.dtypes.cast(counts, TFloat32.class);
  }

  /**
   * The numbers of sequences [batch, steps * width] with zeros where a step does not count, so that
   * nothing that stands there is read.
   */
  Map<String, Operand<TFloat32>> counting(
      Topology topology,
      Map<String, Operand<TFloat32>> values,
      Map<String, Operand<TFloat32>> weights) {
    Map<String, Operand<TFloat32>> counting = new HashMap<>(values);
    for (Feature feature : topology.inputs()) {
      Operand<TFloat32> own = weights.get(feature.name());
      if (own != null && feature instanceof Sequence sequence) {
        int[] steps = {-1, sequence.steps(), sequence.depth()};
        Operand<TFloat32> each =
            tf.reshape(Objects.requireNonNull(values.get(feature.name())), tf.constant(steps));
        Operand<TFloat32> kept =
            tf.select(
                tf.math.greater(tf.expandDims(own, tf.constant(2)), tf.constant(0f)),
                each,
                tf.constant(0f));
        counting.put(
            feature.name(),
            tf.reshape(kept, tf.constant(new int[] {-1, sequence.steps() * sequence.depth()})));
      }
    }
    return counting;
  }
}
