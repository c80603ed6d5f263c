package dev.espalier.training.internal;

import dev.espalier.training.Dwa;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Dynamic weight average, see {@link Dwa}. */
record DwaWeights(Dwa settings) implements LossWeighting {

  @Override
  public Weighed weigh(LossSite site) {
    Ops tf = site.tf();
    int n = site.tasks();
    EpochMeans running = new EpochMeans(site, "dwa");
    Operand<? extends TType> weights = site.state("dwa/weights", n, 1f);
    // 0 for a mean that is not known yet, whose ratio is 1.
    Operand<? extends TType> last = site.state("dwa/last", n, 0f);
    Operand<TFloat32> before = tf.readVariableOp(last, TFloat32.class);
    Operand<TFloat32> mean = running.means(before);
    Operand<TFloat32> ratio =
        tf.select(
            tf.math.greater(before, tf.constant(0f)),
            tf.math.divNoNan(mean, before),
            tf.onesLike(before));
    Operand<TFloat32> scaled = tf.math.div(ratio, tf.constant(settings.temperature()));
    Operand<TFloat32> next =
        tf.math.mul(
            tf.reshape(
                tf.nn.softmax(tf.reshape(scaled, tf.constant(new int[] {1, n}))),
                tf.constant(new int[] {n})),
            tf.constant((float) n));
    List<Op> read = List.of(next, mean);
    Op weigh = tf.withControlDependencies(read).assignVariableOp(weights, next);
    Op keep = tf.withControlDependencies(read).assignVariableOp(last, mean);
    return Weighed.of(site.times(site.read(weights)))
        .updated(running.updates(site.losses()))
        .atEpochEnd(running.restart(List.of(weigh, keep)));
  }
}
