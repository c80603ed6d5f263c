package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.RmsProp;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** RMSProp, see {@link RmsProp}. */
final class RmsPropOptimizer implements Optimizer {
  private static final String SQUARE = "/rmsprop/square";
  private static final String MOVE = "/rmsprop/move";

  private final Site site;
  private final Operand<TFloat32> rate;
  private final Operand<TFloat32> decay;
  private final Operand<TFloat32> momentum;
  private final Operand<TFloat32> epsilon;

  RmsPropOptimizer(Site site, RmsProp settings, Operand<TFloat32> rate) {
    this.site = site;
    this.rate = rate;
    this.decay = site.tf().constant(settings.decay());
    this.momentum = site.tf().constant(settings.momentum());
    this.epsilon = site.tf().constant(settings.epsilon());
  }

  @Override
  public List<Op> dense(Weight weight, Operand<TFloat32> gradient) {
    return List.of(
        site.guarded()
            .train
            .resourceApplyRmsProp(
                weight.handle(),
                site.slots().of(weight, SQUARE, 0f),
                site.slots().of(weight, MOVE, 0f),
                rate,
                decay,
                momentum,
                epsilon,
                gradient));
  }

  @Override
  public List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient) {
    Ops tf = site.tf();
    Operand<? extends TType> squares = site.slots().of(table, SQUARE, 0f);
    Operand<? extends TType> moves = site.slots().of(table, MOVE, 0f);
    Operand<TFloat32> old = tf.resourceGather(squares, rows, TFloat32.class);
    Operand<TFloat32> square =
        tf.math.add(
            old,
            tf.math.mul(
                tf.math.sub(tf.math.square(gradient), old), tf.math.sub(tf.constant(1f), decay)));
    Operand<TFloat32> now =
        tf.math.mul(tf.math.mul(gradient, rate), tf.math.rsqrt(tf.math.add(square, epsilon)));
    Operand<TFloat32> move =
        tf.math.add(tf.math.mul(tf.resourceGather(moves, rows, TFloat32.class), momentum), now);
    return List.of(
        site.guarded().resourceScatterUpdate(squares, rows, square),
        site.guarded().resourceScatterUpdate(moves, rows, move),
        site.guarded().resourceScatterSub(table.handle(), rows, move));
  }
}
