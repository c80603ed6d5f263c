package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.Adam;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Adam, lazy on tables, see {@link Adam}. */
final class AdamOptimizer implements Optimizer {
  private static final String MEAN = "/adam/m";
  private static final String SQUARE = "/adam/v";

  private final Site site;
  private final Operand<TFloat32> rate;
  private final Operand<TFloat32> beta1;
  private final Operand<TFloat32> beta2;
  private final Operand<TFloat32> epsilon;
  private final Operand<TFloat32> power1;
  private final Operand<TFloat32> power2;
  private @Nullable Operand<TFloat32> corrected;

  AdamOptimizer(Site site, Adam adam, Operand<TFloat32> rate) {
    Ops tf = site.tf();
    this.site = site;
    this.rate = rate;
    this.beta1 = tf.constant(adam.beta1());
    this.beta2 = tf.constant(adam.beta2());
    this.epsilon = tf.constant(adam.epsilon());
    // Powers of the step counter: no variables of their own that could disagree with it.
    Operand<TFloat32> next =
        tf.math.add(tf.dtypes.cast(site.step(), TFloat32.class), tf.constant(1f));
    this.power1 = tf.math.pow(beta1, next);
    this.power2 = tf.math.pow(beta2, next);
  }

  @Override
  public List<Op> dense(Weight weight, Operand<TFloat32> gradient) {
    return List.of(
        site.guarded()
            .train
            .resourceApplyAdam(
                weight.handle(),
                site.slots().of(weight, MEAN, 0f),
                site.slots().of(weight, SQUARE, 0f),
                power1,
                power2,
                rate,
                beta1,
                beta2,
                epsilon,
                gradient));
  }

  @Override
  public List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient) {
    Ops tf = site.tf();
    Operand<? extends TType> mean = site.slots().of(table, MEAN, 0f);
    Operand<? extends TType> square = site.slots().of(table, SQUARE, 0f);
    Operand<TFloat32> m = mixed(tf.resourceGather(mean, rows, TFloat32.class), beta1, gradient);
    Operand<TFloat32> v =
        mixed(tf.resourceGather(square, rows, TFloat32.class), beta2, tf.math.square(gradient));
    Operand<TFloat32> move =
        tf.math.div(tf.math.mul(m, corrected()), tf.math.add(tf.math.sqrt(v), epsilon));
    return List.of(
        site.guarded().resourceScatterUpdate(mean, rows, m),
        site.guarded().resourceScatterUpdate(square, rows, v),
        site.guarded().resourceScatterSub(table.handle(), rows, move));
  }

  /** beta old + (1 - beta) now, written as the dense kernel does. */
  private Operand<TFloat32> mixed(
      Operand<TFloat32> old, Operand<TFloat32> beta, Operand<TFloat32> now) {
    Ops tf = site.tf();
    return tf.math.add(old, tf.math.mul(tf.math.sub(now, old), tf.math.sub(tf.constant(1f), beta)));
  }

  /** The learning rate with both corrections of the bias, the same for every table of a step. */
  private Operand<TFloat32> corrected() {
    if (corrected == null) {
      Ops tf = site.tf();
      Operand<TFloat32> one = tf.constant(1f);
      corrected =
          tf.math.div(
              tf.math.mul(rate, tf.math.sqrt(tf.math.sub(one, power2))), tf.math.sub(one, power1));
    }
    return corrected;
  }
}
