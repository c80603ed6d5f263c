package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.NetworksStep;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * Writes the penalty that ties networks to each other. The sum over pairs of the squared distance
 * is n times the sum of the squared distances to the mean, which takes n terms in place of n
 * squared and does not subtract large numbers.
 */
final class TiePenalty {

  private TiePenalty() {}

  /** The penalty of this step, a scalar. */
  static Operand<TFloat32> of(Ops tf, TrainableWeights weights, NetworksStep step) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    int n = step.networks().count();
    for (Bank bank : step.banks()) {
      if (bank.members().get(0).isTrained()) {
        parts.add(distances(tf, weights.of(bank)));
      }
    }
    return tf.math.mul(tf.math.addN(parts), tf.constant(2 * n * step.tie()));
  }

  /** Half the sum of the squared distances to the mean. */
  private static Operand<TFloat32> distances(Ops tf, List<Weight> held) {
    Operand<TFloat32> view;
    int axis = 0;
    if (held.size() > 1) {
      view = tf.stack(held.stream().map(Weight::leaf).toList(), Stack.axis(0L));
    } else {
      Weight.Members members = held.get(0).members();
      view = tf.reshape(held.get(0).leaf(), tf.constant(members.view()));
      axis = members.order().get(0);
    }
    Operand<TFloat32> mean = tf.math.mean(view, tf.constant(axis), Mean.keepDims(true));
    return tf.nn.l2Loss(tf.math.sub(view, mean));
  }
}
