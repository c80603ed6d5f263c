package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.AdaGrad;
import dev.espalier.training.Adam;
import dev.espalier.training.GradientStep;
import dev.espalier.training.Momentum;
import dev.espalier.training.RmsProp;
import dev.espalier.training.Sgd;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Writes the ops that move weights along their gradients, once for each step of a graph. */
interface Optimizer {

  /**
   * Where an optimiser writes its ops.
   *
   * @param tf builds ops that only compute
   * @param guarded builds ops that change a variable; they wait for the guard
   * @param slots state kept of the weights
   * @param step number of steps done
   */
  record Site(Ops tf, Ops guarded, Slots slots, Operand<TInt64> step) {}

  /** Moves a whole weight. */
  Op dense(Weight weight, Operand<TFloat32> gradient);

  /**
   * Moves some rows of a table, and nothing else of it.
   *
   * @param rows which ones, shape [u], distinct
   * @param gradient by them, shape [u, dimension]
   */
  List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient);

  /** The optimiser of an update. */
  static Optimizer of(Site site, GradientStep.Update update) {
    Operand<TFloat32> rate = Rate.of(site.tf(), update.learningRate(), site.step());
    if (update instanceof Adam adam) {
      return new AdamOptimizer(site, adam, rate);
    } else if (update instanceof Sgd) {
      return new SgdOptimizer(site, rate);
    } else if (update instanceof Momentum momentum) {
      return new MomentumOptimizer(site, momentum, rate);
    } else if (update instanceof AdaGrad adaGrad) {
      return new AdaGradOptimizer(site, adaGrad, rate);
    } else if (update instanceof RmsProp rmsProp) {
      return new RmsPropOptimizer(site, rmsProp, rate);
    }
    throw new IllegalStateException("No optimiser is written for " + update);
  }
}
