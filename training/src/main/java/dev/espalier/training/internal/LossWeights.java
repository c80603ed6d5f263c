package dev.espalier.training.internal;

import dev.espalier.training.Dwa;
import dev.espalier.training.EpochDecay;
import dev.espalier.training.Famo;
import dev.espalier.training.Geometric;
import dev.espalier.training.GradNorm;
import dev.espalier.training.GradientStep.Weighting;
import dev.espalier.training.ImtlL;
import dev.espalier.training.SmoothTchebycheff;
import dev.espalier.training.Uncertainty;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each weighting makes of the losses. */
final class LossWeights {
  private static final Map<Class<?>, Function<Weighting, LossWeighting>> KINDS =
      Map.ofEntries(
          kind(EpochDecay.class, EpochDecayWeights::new),
          kind(Uncertainty.class, uncertainty -> LearnedScales.UNCERTAINTY),
          kind(ImtlL.class, imtlL -> LearnedScales.IMTL_L),
          kind(Dwa.class, DwaWeights::new),
          kind(GradNorm.class, GradNormWeights::new),
          kind(Famo.class, FamoWeights::new),
          kind(SmoothTchebycheff.class, TchebycheffWeights::new),
          kind(Geometric.class, geometric -> new GeometricWeights()));

  private LossWeights() {}

  /** The losses of a step by this weighting; null leaves them as they are. */
  static Weighed of(@Nullable Weighting weighting, LossSite site) {
    if (weighting == null) {
      return Weighed.of(site.objective().losses());
    }
    Function<Weighting, LossWeighting> kind = KINDS.get(weighting.getClass());
    if (kind == null) {
      throw new IllegalStateException("No weights are written for " + weighting);
    }
    return kind.apply(weighting).weigh(site);
  }

  private static <W extends Weighting> Map.Entry<Class<?>, Function<Weighting, LossWeighting>> kind(
      Class<W> type, Function<W, LossWeighting> kind) {
    return Map.entry(type, weighting -> kind.apply(type.cast(weighting)));
  }
}
