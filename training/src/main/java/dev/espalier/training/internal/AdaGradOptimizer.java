package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.AdaGrad;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** AdaGrad, see {@link AdaGrad}. */
record AdaGradOptimizer(Site site, AdaGrad settings, Operand<TFloat32> rate) implements Optimizer {
  private static final String SUM = "/adagrad/sum";

  @Override
  public List<Op> dense(Weight weight, Operand<TFloat32> gradient) {
    return List.of(
        site.guarded()
            .train
            .resourceApplyAdagrad(
                weight.handle(),
                site.slots().of(weight, SUM, settings.start()),
                rate,
                site.tf().constant(0f), // epsilon: the sum starts above zero and grows
                gradient));
  }

  @Override
  public List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient) {
    Ops tf = site.tf();
    Operand<? extends TType> slot = site.slots().of(table, SUM, settings.start());
    Operand<TFloat32> sum =
        tf.math.add(tf.resourceGather(slot, rows, TFloat32.class), tf.math.square(gradient));
    Operand<TFloat32> move = tf.math.div(tf.math.mul(gradient, rate), tf.math.sqrt(sum));
    return List.of(
        site.guarded().resourceScatterUpdate(slot, rows, sum),
        site.guarded().resourceScatterSub(table.handle(), rows, move));
  }
}
