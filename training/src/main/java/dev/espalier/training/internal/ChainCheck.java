package dev.espalier.training.internal;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.training.EpochDecay;
import dev.espalier.training.EqualWeights;
import dev.espalier.training.GradNorm;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientException;
import java.util.List;

/** Whether gradient steps fit each other and what is trained. */
public final class ChainCheck {

  private ChainCheck() {}

  /**
   * Checks a chain.
   *
   * @throws GradientException with the first step that does not fit
   */
  public static void of(GradientChain chain, Topology topology) {
    if (chain.weighting() instanceof EpochDecay decay) {
      names(decay, topology.tasksWithLoss().stream().map(Task::name).toList());
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
