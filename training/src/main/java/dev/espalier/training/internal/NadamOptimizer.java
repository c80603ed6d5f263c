package dev.espalier.training.internal;

import dev.espalier.training.Nadam;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Adam with Nesterov's look ahead, see {@link Nadam}. */
final class NadamOptimizer implements EntryOptimizer {
  private static final String MEAN = "/nadam/m";
  private static final String SQUARE = "/nadam/v";

  private final Site site;
  private final Nadam settings;
  private final Operand<TFloat32> ofMean;
  private final Operand<TFloat32> ofGradient;
  private final Operand<TFloat32> ofRoot;

  NadamOptimizer(Site site, Nadam settings, Operand<TFloat32> rate) {
    this.site = site;
    this.settings = settings;
    Ops tf = site.tf();
    Operand<TFloat32> next =
        tf.math.add(tf.dtypes.cast(site.step(), TFloat32.class), tf.constant(1f));
    Operand<TFloat32> beta1 = tf.constant(settings.beta1());
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> power = tf.math.pow(beta1, next);
    // Learning rate and corrections of the bias are scalars, the same for all weights.
    this.ofMean =
        tf.math.div(tf.math.mul(rate, beta1), tf.math.sub(one, tf.math.mul(power, beta1)));
    this.ofGradient =
        tf.math.div(tf.math.mul(rate, tf.math.sub(one, beta1)), tf.math.sub(one, power));
    this.ofRoot = tf.math.rsqrt(tf.math.sub(one, tf.math.pow(tf.constant(settings.beta2()), next)));
  }

  @Override
  public Site site() {
    return site;
  }

  @Override
  public List<Op> move(Entries entries, Operand<TFloat32> gradient) {
    Ops tf = site.tf();
    Operand<TFloat32> m = entries.mixed(entries.state(MEAN, 0f), settings.beta1(), gradient);
    Operand<TFloat32> v =
        entries.mixed(entries.state(SQUARE, 0f), settings.beta2(), tf.math.square(gradient));
    Operand<TFloat32> ahead =
        tf.math.add(tf.math.mul(m, ofMean), tf.math.mul(gradient, ofGradient));
    Operand<TFloat32> root =
        tf.math.add(tf.math.mul(tf.math.sqrt(v), ofRoot), tf.constant(settings.epsilon()));
    return List.of(
        entries.keep(MEAN, 0f, m),
        entries.keep(SQUARE, 0f, v),
        entries.subtract(tf.math.div(ahead, root)));
  }
}
