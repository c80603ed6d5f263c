package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.EqualWeights;
import dev.espalier.training.GradNorm;
import dev.espalier.training.GradientChain;
import dev.espalier.training.extension.MergeSite;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Writes the backward passes and the merge of what they yield. */
public final class Merging {

  private Merging() {}

  static Merged of(Objective objective, GradientChain chain, Memory memory) {
    return isSeveral(objective) ? rule(chain).merge(objective, memory) : LossSum.of(objective);
  }

  /** What the merge of a chain differentiates in the place of this objective. */
  static Objective differentiated(Objective objective, GradientChain chain) {
    return isSeveral(objective) ? rule(chain).differentiated(objective) : objective;
  }

  private static boolean isSeveral(Objective objective) {
    return objective.losses().size() > 1 && objective.weights().stream().anyMatch(Weight::shared);
  }

  /** Whether a merge reads the gradients of this objective's tasks one by one. */
  static boolean isApart(Objective objective, GradientChain chain) {
    return isSeveral(objective) && readsEachTask(chain);
  }

  /** Whether a chain needs the gradients of the tasks one by one. */
  public static boolean readsEachTask(GradientChain chain) {
    return rule(chain).readsEachTask();
  }

  private static MergeRule rule(GradientChain chain) {
    return chain.weighting() instanceof GradNorm && chain.merge() instanceof EqualWeights
        ? (GramRule) Merging::ones
        : MergeRules.of(chain.merge());
  }

  /** The sum of gradients whose norms are read. */
  private static Operand<TFloat32> ones(MergeSite site, Operand<TFloat32> gram) {
    float[] ones = new float[site.tasks()];
    Arrays.fill(ones, 1f);
    return site.tf().constant(ones);
  }
}
