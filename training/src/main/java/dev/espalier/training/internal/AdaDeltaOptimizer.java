package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.AdaDelta;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** AdaDelta, see {@link AdaDelta}. */
record AdaDeltaOptimizer(Site site, AdaDelta settings, Operand<TFloat32> rate)
    implements Optimizer {
  private static final String SQUARE = "/adadelta/square";
  private static final String MOVES = "/adadelta/moves";

  @Override
  public List<Op> dense(Weight weight, Operand<TFloat32> gradient) {
    Ops tf = site.tf();
    return List.of(
        site.guarded()
            .train
            .resourceApplyAdadelta(
                weight.handle(),
                site.slots().of(weight, SQUARE, 0f),
                site.slots().of(weight, MOVES, 0f),
                rate,
                tf.constant(settings.decay()),
                tf.constant(settings.epsilon()),
                gradient));
  }

  @Override
  public List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient) {
    Ops tf = site.tf();
    Entries entries = new Entries(site, table, rows);
    Operand<TFloat32> epsilon = tf.constant(settings.epsilon());
    Operand<TFloat32> moves = entries.state(MOVES, 0f);
    Operand<TFloat32> square =
        entries.mixed(entries.state(SQUARE, 0f), settings.decay(), tf.math.square(gradient));
    Operand<TFloat32> move =
        tf.math.mul(
            tf.math.mul(gradient, tf.math.sqrt(tf.math.add(moves, epsilon))),
            tf.math.rsqrt(tf.math.add(square, epsilon)));
    return List.of(
        entries.keep(SQUARE, 0f, square),
        entries.keep(MOVES, 0f, entries.mixed(moves, settings.decay(), tf.math.square(move))),
        entries.subtract(tf.math.mul(move, rate)));
  }
}
