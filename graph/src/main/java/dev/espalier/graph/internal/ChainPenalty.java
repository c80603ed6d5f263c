package dev.espalier.graph.internal;

import dev.espalier.dsl.Aitm;
import dev.espalier.dsl.PlacedBlock;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/**
 * Writes what a chain pays for a task that is predicted likelier than the one before it: the
 * calibrator of AITM, a scalar that needs no labels.
 */
final class ChainPenalty {

  private ChainPenalty() {}

  /** The chains of a topology that pay anything. */
  static List<Aitm> chains(Topology topology) {
    return topology.blocks().stream()
        .map(PlacedBlock::block)
        .filter(Aitm.class::isInstance)
        .map(Aitm.class::cast)
        .filter(aitm -> aitm.calibration() > 0)
        .toList();
  }

  /** The penalty of this chain for logits [batch, 1] by task. */
  static Operand<TFloat32> of(
      Ops tf, Aitm chain, Topology topology, Map<Task, Operand<TFloat32>> logits) {
    List<Operand<TFloat32>> own = new ArrayList<>();
    for (String name : chain.chain()) {
      Task task = topology.task(name);
      Operand<TFloat32> logit = Objects.requireNonNull(logits.get(task));
      float shift = Links.shift(task);
      own.add(shift == 0 ? logit : tf.math.add(logit, tf.constant(shift)));
    }
    int last = own.size() - 1;
    // Both ends of each pair from the list: the gradient of a slice is a padding.
    Operand<TFloat32> before = tf.math.sigmoid(tf.stack(own.subList(0, last), Stack.axis(0L)));
    Operand<TFloat32> after = tf.math.sigmoid(tf.stack(own.subList(1, last + 1), Stack.axis(0L)));
    Operand<TFloat32> above = tf.nn.relu(tf.math.sub(after, before));
    Operand<TFloat32> mean = tf.math.mean(above, tf.constant(new int[] {0, 1, 2}));
    return tf.math.mul(mean, tf.constant(chain.calibration() * last));
  }
}
