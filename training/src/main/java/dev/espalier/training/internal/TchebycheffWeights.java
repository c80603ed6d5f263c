package dev.espalier.training.internal;

import dev.espalier.training.SmoothTchebycheff;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A smooth maximum of relative losses, by its slopes T softmax(ln(L / nadir) / smoothness) / L; 1 /
 * L during the warm-up. See {@link SmoothTchebycheff}.
 */
record TchebycheffWeights(SmoothTchebycheff settings) implements LossWeighting {
  /** Keeps a task that is not there out of a softmax. */
  private static final float FAR = -1e9f;

  @Override
  public Weighed weigh(LossSite site) {
    Ops tf = site.tf();
    int n = site.tasks();
    Operand<? extends TType> nadir = site.state("smoothTchebycheff/nadir", n, 1f);
    EpochMeans running = new EpochMeans(site, "smoothTchebycheff");
    EpochCount epochs = new EpochCount(site, "smoothTchebycheff");
    Operand<TFloat32> losses = site.losses();
    Operand<TFloat32> present = site.present(losses);
    Operand<TFloat32> counted = tf.math.maximum(losses, tf.constant(LossSite.LEAST));
    Operand<TFloat32> logits =
        tf.math.div(
            tf.math.log(tf.math.div(counted, site.read(nadir))),
            tf.constant(settings.smoothness()));
    Operand<TFloat32> among =
        tf.math.add(logits, tf.math.mul(tf.math.sub(tf.constant(1f), present), tf.constant(FAR)));
    Operand<TFloat32> shares =
        tf.math.mul(
            tf.reshape(
                tf.nn.softmax(tf.reshape(among, tf.constant(new int[] {1, n}))),
                tf.constant(new int[] {n})),
            tf.constant((float) n));
    Operand<TFloat32> factors = tf.select(isWarm(tf, epochs.inStep()), shares, tf.onesLike(shares));
    Operand<TFloat32> weights = tf.math.mul(tf.math.div(factors, counted), present);
    return Weighed.of(site.times(weights))
        .updated(running.updates(losses))
        .atEpochEnd(epochEnd(site, nadir, running, epochs));
  }

  /** Whether the warm-up is over after so many epochs. */
  private Operand<TBool> isWarm(Ops tf, Operand<TFloat32> epochs) {
    return tf.math.greaterEqual(epochs, tf.constant((float) settings.warmUp()));
  }

  private Op epochEnd(
      LossSite site, Operand<? extends TType> nadir, EpochMeans running, EpochCount epochs) {
    Ops tf = site.tf();
    Operand<TFloat32> before = tf.readVariableOp(nadir, TFloat32.class);
    Operand<TFloat32> mean = tf.math.maximum(running.means(before), tf.constant(LossSite.LEAST));
    Operand<TFloat32> done = epochs.atEnd();
    Operand<TBool> isLast = tf.math.equal(done, tf.constant(settings.warmUp() - 1f));
    Operand<TFloat32> next = tf.select(isLast, mean, before);
    Op keep = tf.withControlDependencies(List.of(next)).assignVariableOp(nadir, next);
    return running.restart(List.of(keep, epochs.next(tf.withControlDependencies(List.of(next)))));
  }
}
