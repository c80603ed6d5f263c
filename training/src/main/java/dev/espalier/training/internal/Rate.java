package dev.espalier.training.internal;

import dev.espalier.training.ConstantRate;
import dev.espalier.training.CosineDecay;
import dev.espalier.training.ExponentialDecay;
import dev.espalier.training.Schedule;
import dev.espalier.training.WarmUp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** Writes a schedule: the same number as {@link Schedule#at}, computed in the graph. */
final class Rate {

  private Rate() {}

  /** The scalar rate after this many steps. */
  static Operand<TFloat32> of(Ops tf, Schedule schedule, Operand<TInt64> step) {
    return schedule instanceof ConstantRate constant
        ? tf.constant(constant.rate())
        : tf.dtypes.cast(wide(tf, schedule, tf.dtypes.cast(step, TFloat64.class)), TFloat32.class);
  }

  private static Operand<TFloat64> wide(Ops tf, Schedule schedule, Operand<TFloat64> step) {
    if (schedule instanceof ConstantRate constant) {
      return tf.constant((double) constant.rate());
    } else if (schedule instanceof CosineDecay cosine) {
      Operand<TFloat64> steps = tf.constant((double) cosine.steps());
      Operand<TFloat64> angle =
          tf.math.mul(tf.math.div(tf.math.minimum(step, steps), steps), tf.constant(Math.PI));
      Operand<TFloat64> wave = tf.math.add(tf.math.cos(angle), tf.constant(1.0));
      double half = ((double) cosine.peak() - cosine.floor()) / 2;
      return tf.math.add(
          tf.math.mul(wave, tf.constant(half)), tf.constant((double) cosine.floor()));
    } else if (schedule instanceof ExponentialDecay decay) {
      Operand<TFloat64> stretches = tf.math.div(step, tf.constant((double) decay.every()));
      return tf.math.mul(
          tf.math.pow(tf.constant((double) decay.factor()), stretches),
          tf.constant((double) decay.start()));
    } else if (schedule instanceof WarmUp warmUp) {
      Operand<TFloat64> steps = tf.constant((double) warmUp.steps());
      Operand<TFloat64> rise =
          tf.math.mul(
              tf.math.add(step, tf.constant(1.0)),
              tf.constant((double) warmUp.then().at(0) / warmUp.steps()));
      Operand<TFloat64> since = tf.math.maximum(tf.math.sub(step, steps), tf.constant(0.0));
      return tf.select(tf.math.less(step, steps), rise, wide(tf, warmUp.then(), since));
    }
    throw new IllegalStateException("No schedule is written for " + schedule);
  }
}
