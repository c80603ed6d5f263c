package dev.espalier.training.internal;

import dev.espalier.training.Lion;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Moves of one size, see {@link Lion}. */
record LionOptimizer(Site site, Lion settings, Operand<TFloat32> rate) implements EntryOptimizer {
  private static final String MEMORY = "/lion/m";

  @Override
  public List<Op> move(Entries entries, Operand<TFloat32> gradient) {
    Ops tf = site.tf();
    Operand<TFloat32> memory = entries.state(MEMORY, 0f);
    Operand<TFloat32> along = tf.math.sign(entries.mixed(memory, settings.beta1(), gradient));
    if (settings.decay() > 0 && entries.weight().decays()) {
      along = tf.math.add(along, tf.math.mul(entries.values(), tf.constant(settings.decay())));
    }
    return List.of(
        entries.keep(MEMORY, 0f, entries.mixed(memory, settings.beta2(), gradient)),
        entries.subtract(tf.math.mul(along, rate)));
  }
}
