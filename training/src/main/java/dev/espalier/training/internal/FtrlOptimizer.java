package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.Ftrl;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Follow the regularised leader, see {@link Ftrl}. */
record FtrlOptimizer(Site site, Ftrl settings, Operand<TFloat32> rate) implements Optimizer {
  private static final String SUM = "/ftrl/sum";
  private static final String LINEAR = "/ftrl/z";

  @Override
  public List<Op> dense(Weight weight, Operand<TFloat32> gradient) {
    Ops tf = site.tf();
    return List.of(
        site.guarded()
            .train
            .resourceApplyFtrl(
                weight.handle(),
                site.slots().of(weight, SUM, settings.start()),
                site.slots().of(weight, LINEAR, 0f),
                gradient,
                rate,
                tf.constant(settings.l1()),
                tf.constant(settings.l2()),
                tf.constant(0f), // no shrinkage beside that of l2
                tf.constant(-0.5f)));
  }

  @Override
  public List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient) {
    Ops tf = site.tf();
    Entries entries = new Entries(site, table, rows);
    Operand<TFloat32> before = entries.state(SUM, settings.start());
    Operand<TFloat32> sum = tf.math.add(before, tf.math.square(gradient));
    Operand<TFloat32> root = tf.math.sqrt(sum);
    Operand<TFloat32> pull = tf.math.div(tf.math.sub(root, tf.math.sqrt(before)), rate);
    Operand<TFloat32> linear =
        tf.math.sub(
            tf.math.add(entries.state(LINEAR, 0f), gradient), tf.math.mul(pull, entries.values()));
    // sign(z) max(|z| - l1, 0) is z - clip(z) between -l1 and l1.
    Operand<TFloat32> l1 = tf.constant(settings.l1());
    Operand<TFloat32> beyond = tf.math.sub(tf.clipByValue(linear, tf.math.neg(l1), l1), linear);
    Operand<TFloat32> slope = tf.math.add(tf.math.div(root, rate), tf.constant(2 * settings.l2()));
    return List.of(
        entries.keep(SUM, settings.start(), sum),
        entries.keep(LINEAR, 0f, linear),
        entries.set(tf.math.div(beyond, slope)));
  }
}
