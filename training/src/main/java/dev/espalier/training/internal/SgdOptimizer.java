package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Gradient descent, see {@link dev.espalier.training.Sgd}. */
record SgdOptimizer(Site site, Operand<TFloat32> rate) implements Optimizer {

  @Override
  public List<Op> dense(Weight weight, Operand<TFloat32> gradient) {
    return List.of(
        site.guarded().train.resourceApplyGradientDescent(weight.handle(), rate, gradient));
  }

  @Override
  public List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient) {
    Operand<TFloat32> move = site.tf().math.mul(gradient, rate);
    return List.of(site.guarded().resourceScatterSub(table.handle(), rows, move));
  }
}
