package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.AttentionUnit;
import dev.espalier.dsl.plan.LayerPlan;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes how much each position of a feature has to do with another feature. */
final class AttentionLowering {
  private final Ops tf;
  private final NetworksLowering networks;

  AttentionLowering(Ops tf, NetworksLowering networks) {
    this.tf = tf;
    this.networks = networks;
  }

  /**
   * A number per position [batch, positions], of any sign.
   *
   * @param values [batch, positions, depth]
   * @param target [batch, depth]
   */
  Operand<TFloat32> scores(AttentionUnit unit, Operand<TFloat32> values, Operand<TFloat32> target) {
    int read = unit.hidden().inputWidth();
    Operand<TFloat32> beside = tf.expandDims(target, tf.constant(1));
    Operand<TFloat32> repeated = tf.broadcastTo(beside, tf.shape(values));
    Operand<TFloat32> compared =
        tf.concat(
            List.of(values, repeated, tf.math.sub(values, beside), tf.math.mul(values, beside)),
            tf.constant(2));
    Operand<TFloat32> rows = tf.reshape(compared, tf.constant(new int[] {-1, read}));
    List<LayerPlan> layers = new ArrayList<>(unit.hidden().layers());
    layers.add(unit.head());
    Streams out =
        networks.apply(
            new Networks(1, read, layers), Streams.flat(tf, 1, read, rows), Lowering.BATCHED);
    return tf.reshape(out.flat(), tf.constant(new int[] {-1, unit.feature().positions()}));
  }
}
