package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.Momentum;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Momentum, see {@link Momentum}. */
final class MomentumOptimizer implements Optimizer {
  private static final String VELOCITY = "/momentum/velocity";

  private final Site site;
  private final Operand<TFloat32> rate;
  private final Operand<TFloat32> momentum;
  private final boolean lookAhead;

  MomentumOptimizer(Site site, Momentum settings, Operand<TFloat32> rate) {
    this.site = site;
    this.rate = rate;
    this.momentum = site.tf().constant(settings.momentum());
    this.lookAhead = settings.lookAhead();
  }

  @Override
  public List<Op> dense(Weight weight, Operand<TFloat32> gradient) {
    return List.of(
        site.guarded()
            .train
            .resourceApplyMomentum(
                weight.handle(),
                site.slots().of(weight, VELOCITY, 0f),
                rate,
                gradient,
                momentum,
                ResourceApplyMomentum.useNesterov(lookAhead)));
  }

  @Override
  public List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient) {
    Ops tf = site.tf();
    Operand<? extends TType> slot = site.slots().of(table, VELOCITY, 0f);
    Operand<TFloat32> old = tf.resourceGather(slot, rows, TFloat32.class);
    Operand<TFloat32> velocity = tf.math.add(tf.math.mul(old, momentum), gradient);
    Operand<TFloat32> along =
        lookAhead ? tf.math.add(gradient, tf.math.mul(velocity, momentum)) : velocity;
    return List.of(
        site.guarded().resourceScatterUpdate(slot, rows, velocity),
        site.guarded().resourceScatterSub(table.handle(), rows, tf.math.mul(along, rate)));
  }
}
