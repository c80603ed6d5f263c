package dev.espalier.training.internal;

import dev.espalier.training.Famo;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Weights by which losses fall at one relative speed, see {@link Famo}. */
record FamoWeights(Famo settings) implements LossWeighting {

  @Override
  public Weighed weigh(LossSite site) {
    Ops tf = site.tf();
    Operand<? extends TType> xi = site.state("famo/xi", site.tasks(), 0f);
    Operand<? extends TType> before = site.state("famo/before", site.tasks(), 0f);
    Operand<TFloat32> losses = site.losses();
    Operand<TFloat32> parts =
        tf.math.mul(
            tf.math.div(softmax(site, site.read(xi)), atLeast(tf, losses)), site.present(losses));
    Operand<TFloat32> weights = tf.math.divNoNan(parts, tf.sum(parts, tf.constant(new int[] {0})));
    List<Function<Ops, Op>> keep = List.of(guarded -> guarded.assignVariableOp(before, losses));
    return Weighed.of(site.times(weights)).updated(keep).after(learn(site, xi, before, losses));
  }

  /** Moves xi by what the losses of the same batch have become. */
  private Op learn(
      LossSite site,
      Operand<? extends TType> xi,
      Operand<? extends TType> before,
      Operand<TFloat32> now) {
    Ops tf = site.tf();
    Operand<TFloat32> then = tf.readVariableOp(before, TFloat32.class);
    Operand<TFloat32> fall =
        tf.math.mul(
            tf.math.sub(tf.math.log(atLeast(tf, then)), tf.math.log(atLeast(tf, now))),
            tf.math.mul(site.present(then), site.present(now)));
    // Losses that the move made infinite teach nothing, and are met by the next step.
    Operand<TFloat32> known = tf.select(tf.math.isFinite(fall), fall, tf.zerosLike(fall));
    Operand<TFloat32> old = tf.readVariableOp(xi, TFloat32.class);
    Operand<TFloat32> z = softmax(site, old);
    Operand<TFloat32> mean = tf.sum(tf.math.mul(z, known), tf.constant(new int[] {0}));
    Operand<TFloat32> slope =
        tf.math.add(
            tf.math.mul(z, tf.math.sub(known, mean)),
            tf.math.mul(old, tf.constant(settings.decay())));
    return tf.assignSubVariableOp(xi, tf.math.mul(slope, tf.constant(settings.rate())));
  }

  private static Operand<TFloat32> softmax(LossSite site, Operand<TFloat32> xi) {
    Ops tf = site.tf();
    int n = site.tasks();
    return tf.reshape(
        tf.nn.softmax(tf.reshape(xi, tf.constant(new int[] {1, n}))), tf.constant(new int[] {n}));
  }

  private static Operand<TFloat32> atLeast(Ops tf, Operand<TFloat32> losses) {
    return tf.math.maximum(losses, tf.constant(LossSite.LEAST));
  }
}
