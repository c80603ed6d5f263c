package dev.espalier.training.internal;

import dev.espalier.training.AlignedMtl;
import dev.espalier.training.CaGrad;
import dev.espalier.training.DbMtl;
import dev.espalier.training.EqualWeights;
import dev.espalier.training.GradDrop;
import dev.espalier.training.GradVac;
import dev.espalier.training.GradientStep;
import dev.espalier.training.ImtlG;
import dev.espalier.training.Mgda;
import dev.espalier.training.NashMtl;
import dev.espalier.training.PcGrad;
import dev.espalier.training.PcGradAccord;
import dev.espalier.training.PcGradAdaGrad;
import dev.espalier.training.PcGradAdam;
import dev.espalier.training.PcGradMomentum;
import dev.espalier.training.PcGradNesterov;
import dev.espalier.training.PcGradRmsProp;
import dev.espalier.training.PeLtr;
import dev.espalier.training.RandomWeights;
import dev.espalier.training.RepresentationLevel;
import dev.espalier.training.SketchedGram;
import dev.espalier.training.UpGrad;
import dev.espalier.training.Within;
import dev.espalier.training.extension.CustomMerge;
import java.util.Map;
import java.util.function.Function;

/** The rule of each merge. */
public final class MergeRules {
  private static final Map<Class<?>, Function<GradientStep.Merge, MergeRule>> RULES =
      Map.ofEntries(
          rule(EqualWeights.class, merge -> (objective, memory) -> LossSum.of(objective)),
          rule(PcGrad.class, merge -> new PcGradRule()),
          rule(PcGradMomentum.class, PcGradFamily::of),
          rule(PcGradNesterov.class, PcGradFamily::of),
          rule(PcGradAdaGrad.class, PcGradFamily::of),
          rule(PcGradRmsProp.class, PcGradFamily::of),
          rule(PcGradAdam.class, PcGradFamily::of),
          rule(PcGradAccord.class, PcGradFamily::of),
          rule(GradVac.class, merge -> new GradVacRule(merge.decay())),
          rule(Mgda.class, merge -> new MgdaRule()),
          rule(CaGrad.class, merge -> new CaGradRule(merge.c())),
          rule(UpGrad.class, merge -> new UpGradRule()),
          rule(PeLtr.class, merge -> new PeLtrRule(merge.share())),
          rule(NashMtl.class, merge -> new NashMtlRule()),
          rule(ImtlG.class, merge -> new ImtlGRule()),
          rule(AlignedMtl.class, merge -> new AlignedMtlRule()),
          rule(DbMtl.class, merge -> new DbMtlRule(merge.decay(), merge.power())),
          rule(GradDrop.class, merge -> new GradDropRule(merge.leak())),
          rule(
              SketchedGram.class,
              merge -> new SketchedRule(merge.rank(), (WeighingRule) of(merge.merge()))),
          rule(
              RepresentationLevel.class,
              merge -> new RepresentationRule((WeighingRule) of(merge.merge()))),
          rule(Within.class, merge -> new WithinRule(merge, of(merge.merge()))),
          rule(
              RandomWeights.class,
              merge -> (objective, memory) -> RandomLossWeights.merge(objective)));

  private MergeRules() {}

  static MergeRule of(GradientStep.Merge merge) {
    if (merge instanceof CustomMerge own) {
      return (GramRule) own::weights;
    }
    Function<GradientStep.Merge, MergeRule> rule = RULES.get(merge.getClass());
    if (rule == null) {
      throw new IllegalStateException(
          "%s does not say how it weighs the tasks. Let it implement %s."
              .formatted(merge.getClass().getName(), CustomMerge.class.getName()));
    }
    return rule.apply(merge);
  }

  /** Whether a merge needs the gradients of the tasks one by one. */
  public static boolean readsEachTask(GradientStep.Merge merge) {
    return of(merge).readsEachTask();
  }

  /** Whether a merge is a sum of the task gradients whose weights follow from their products. */
  public static boolean weighsByProducts(GradientStep.Merge merge) {
    return of(merge) instanceof WeighingRule;
  }

  private static <M extends GradientStep.Merge>
      Map.Entry<Class<?>, Function<GradientStep.Merge, MergeRule>> rule(
          Class<M> type, Function<M, MergeRule> rule) {
    return Map.entry(type, merge -> rule.apply(type.cast(merge)));
  }
}
