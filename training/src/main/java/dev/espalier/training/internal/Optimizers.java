package dev.espalier.training.internal;

import dev.espalier.training.AdaDelta;
import dev.espalier.training.AdaGrad;
import dev.espalier.training.Adam;
import dev.espalier.training.AdamW;
import dev.espalier.training.Ftrl;
import dev.espalier.training.GradientStep.Update;
import dev.espalier.training.Lion;
import dev.espalier.training.Momentum;
import dev.espalier.training.Nadam;
import dev.espalier.training.RmsProp;
import dev.espalier.training.Sgd;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The optimiser of each update. */
final class Optimizers {
  private static final Map<Class<?>, Maker<Update>> MAKERS =
      Map.ofEntries(
          maker(Sgd.class, (site, sgd, rate) -> new SgdOptimizer(site, rate)),
          maker(Momentum.class, MomentumOptimizer::new),
          maker(AdaGrad.class, AdaGradOptimizer::new),
          maker(AdaDelta.class, AdaDeltaOptimizer::new),
          maker(RmsProp.class, RmsPropOptimizer::new),
          maker(Adam.class, AdamOptimizer::new),
          maker(AdamW.class, AdamWOptimizer::new),
          maker(Nadam.class, NadamOptimizer::new),
          maker(Ftrl.class, FtrlOptimizer::new),
          maker(Lion.class, LionOptimizer::new));

  private Optimizers() {}

  private interface Maker<U> {
    Optimizer make(Optimizer.Site site, U update, Operand<TFloat32> rate);
  }

  /** The optimiser of an update at this multiple of its learning rate. */
  static Optimizer of(Optimizer.Site site, Update update, float factor) {
    Maker<Update> maker = MAKERS.get(update.getClass());
    if (maker == null) {
      throw new IllegalStateException("No optimiser is written for " + update);
    }
    Operand<TFloat32> rate = Rate.of(site.tf(), update.learningRate(), site.step());
    return maker.make(
        site, update, factor == 1f ? rate : site.tf().math.mul(rate, site.tf().constant(factor)));
  }

  private static <U extends Update> Map.Entry<Class<?>, Maker<Update>> maker(
      Class<U> type, Maker<U> maker) {
    return Map.entry(type, (site, update, rate) -> maker.make(site, type.cast(update), rate));
  }
}
