package dev.espalier.training;

import dev.espalier.dsl.Problem;
import dev.espalier.training.internal.MergeRules;
import java.util.List;

/**
 * A merge in chosen blocks only: products of task gradients are those by the shared weights of
 * these blocks, and so are the weights or the draws that follow from them. All other shared weights
 * move along the plain sum of the task gradients, as without a merge.
 *
 * <p>Starts are whole segments of a parameter's name, as for {@link PerBlock}: {@code inputs} or
 * {@code inputs/item} for embedding tables, {@code shared0} or {@code shared0/experts} for a block
 * or a part of it. Parameters that do the same work side by side, such as the experts of one block,
 * are chosen together or not at all; a start of nothing shared is refused when training starts.
 *
 * <p>The other blocks cost one backward pass instead of one per task. Cosines and norms of a report
 * are those by the chosen blocks.
 *
 * @param merge what happens there, such as {@link PcGrad}
 * @param starts of the names of parameters, at least one
 */
public record Within(GradientStep.Merge merge, List<String> starts) implements GradientStep.Merge {

  /**
   * Copies the list.
   *
   * @throws GradientException without a start, or for a merge that does not keep the gradients of
   *     the tasks apart or that says itself where it works
   */
  public Within {
    starts = List.copyOf(starts);
    if (starts.isEmpty()) {
      throw new GradientException(
          new Problem(
              "within.starts",
              "none",
              "at least one start of a parameter's name",
              "Take \"shared0\" for the first block, or leave within() out for all"));
    }
    if (merge instanceof Within
        || merge instanceof RepresentationLevel
        || !MergeRules.readsEachTask(merge)) {
      throw new GradientException(
          new Problem(
              "within.merge",
              merge.getClass().getSimpleName(),
              "a merge that keeps the gradients of the tasks apart and says not where it works",
              merge instanceof Within
                  ? "Give all starts to one within()"
                  : merge instanceof RepresentationLevel
                      ? "Take within(pcGrad(), …) or representationLevel(pcGrad())"
                      : "Take pcGrad(), or leave within() out"));
    }
  }

  /** Whether it works on the parameter of this name. */
  public boolean covers(String parameter) {
    return starts.stream().anyMatch(start -> PerBlock.covers(start, parameter));
  }
}
