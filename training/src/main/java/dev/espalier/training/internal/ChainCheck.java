package dev.espalier.training.internal;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.training.DbMtl;
import dev.espalier.training.EpochDecay;
import dev.espalier.training.EqualWeights;
import dev.espalier.training.GradNorm;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientException;
import dev.espalier.training.GradientStep;
import dev.espalier.training.ImtlL;
import dev.espalier.training.PerBlock;
import dev.espalier.training.Uncertainty;
import dev.espalier.training.Within;
import java.util.List;

/** Whether gradient steps fit each other and what is trained. */
public final class ChainCheck {

  private ChainCheck() {}

  /**
   * Checks a chain.
   *
   * @throws GradientException with the first step that does not fit
   */
  public static void of(GradientChain chain, Plan plan) {
    if (chain.weighting() instanceof EpochDecay decay) {
      names(decay, plan.topology().tasksWithLoss().stream().map(Task::name).toList());
    }
    if (chain.weighting() instanceof GradNorm
        && !(chain.merge() instanceof EqualWeights)
        && !MergeRules.readsEachTask(chain.merge())) {
      throw new GradientException(
          new Problem(
              "gradients[1]",
              chain.merge().getClass().getSimpleName() + " after GradNorm",
              "a merge that keeps the gradients of the tasks apart, or none",
              "Take pcGrad(), or leave the merge out"));
    }
    GradientStep.Weighting weighting = chain.weighting();
    GradientStep.Merge merge = chain.merge() instanceof Within in ? in.merge() : chain.merge();
    if (merge instanceof DbMtl
        && (weighting instanceof Uncertainty || weighting instanceof ImtlL)) {
      throw new GradientException(
          new Problem(
              "gradients[1]",
              "DbMtl, which takes logarithms, after "
                  + weighting.getClass().getSimpleName()
                  + ", whose losses may be negative",
              "a merge that reads gradients only",
              "Take pcGrad(), or leave the weighting out"));
    }
    if (chain.merge() instanceof Within scope) {
      ScopeCheck.of(scope, plan);
    }
    if (chain.update() instanceof PerBlock blocks) {
      starts(blocks, plan);
    }
  }

  private static void starts(PerBlock blocks, Plan plan) {
    List<String> names =
        plan.parameters().stream().filter(Parameter::isTrained).map(Parameter::name).toList();
    for (String start : blocks.factors().keySet()) {
      if (!start.equals(LossSite.STATE)
          && names.stream().noneMatch(name -> PerBlock.covers(start, name))) {
        throw new GradientException(
            new Problem(
                "perBlock.factors",
                '"' + start + '"',
                "starts of parameter names, such as "
                    + names.stream().map(ChainCheck::block).distinct().toList(),
                "Name a block, or what is below it"));
      }
    }
  }

  /** The first two segments of a name. */
  static String block(String name) {
    String[] segments = name.split("/", 3);
    return segments[0] + "/" + segments[1];
  }

  private static void names(EpochDecay decay, List<String> tasks) {
    for (String name : decay.factors().keySet()) {
      if (!tasks.contains(name)) {
        throw new GradientException(
            new Problem(
                "epochDecay.factors",
                '"' + name + '"',
                "tasks with a loss: " + tasks,
                "Name a task of the topology"));
      }
    }
  }
}
