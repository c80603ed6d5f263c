package dev.espalier.graph.internal;

import dev.espalier.dsl.Score;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/** Writes scores: what is made of the predictions of several tasks. */
final class ScoreLowering {
  private final Ops tf;
  private final Topology topology;

  ScoreLowering(Ops tf, Topology topology) {
    this.tf = tf;
    this.topology = topology;
  }

  /** A score [batch, …] of predictions [batch, …] of one number per example. */
  Operand<TFloat32> of(Score score, Map<Task, Operand<TFloat32>> predictions) {
    List<Score.Term> terms = score.formula().terms();
    List<Operand<TFloat32>> read =
        terms.stream()
            .map(term -> Objects.requireNonNull(predictions.get(topology.task(term.task()))))
            .toList();
    Operand<TFloat32> all = tf.stack(read, Stack.axis(0L));
    Operand<TFloat32> amounts = column(terms, all.shape().numDimensions());
    if (score.formula() instanceof Score.WeightedSum) {
      return tf.sum(tf.math.mul(all, amounts), tf.constant(0));
    }
    // xlogy is 0 where the power is, and minus infinity where only the prediction is.
    Operand<TFloat32> log = tf.sum(tf.math.xlogy(amounts, all), tf.constant(0));
    return tf.math.exp(tf.math.minimum(log, tf.constant(Score.PowerProduct.MOST_LOG)));
  }

  /** The amounts [terms, 1, …]. */
  private Operand<TFloat32> column(List<Score.Term> terms, int dimensions) {
    float[] amounts = new float[terms.size()];
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = terms.get(i).amount();
    }
    int[] shape = new int[dimensions];
    Arrays.fill(shape, 1);
    shape[0] = amounts.length;
    return tf.reshape(tf.constant(amounts), tf.constant(shape));
  }
}
