package dev.espalier.training;

import dev.espalier.dsl.Problem;
import dev.espalier.training.internal.MergeRules;

/**
 * A merge whose weights come from the task gradients by the shared representation, the activations
 * where the shared part of the model ends, instead of those by the shared weights (MGDA-UB: Sener
 * and Koltun, "Multi-Task Learning as Multi-Objective Optimization", NeurIPS 2018, section 3.3,
 * there for {@link Mgda} only). One backward pass through the shared part then yields the exact sum
 * with these weights; what only one task owns gets that task's own gradient.
 *
 * <p>The representation is what enters the part of one task: the output of a shared bottom, the
 * experts that the gates of {@code mmoe} weigh, the streams that {@code snrToTasks} connects.
 * Features that gates read beside it do not count, unless some task reads nothing else.
 *
 * <p>Approximate: products of gradients by activations are not those by weights, so that a conflict
 * may be seen where there is none, or missed. They are equal up to a factor where the shared part
 * is one linear layer whose inputs are orthonormal over the batch. Where several tasks reach no
 * activation in common, and with micro-batches, which keep gradients by weights, it works by
 * weights exactly.
 *
 * @param merge weighs the tasks by the products of their gradients, such as {@link PcGrad}
 */
public record RepresentationLevel(GradientStep.Merge merge) implements GradientStep.Merge {

  /**
   * Checks the merge.
   *
   * @throws GradientException where it needs more of the gradients than their products, or nothing
   *     of them
   */
  public RepresentationLevel {
    if (!MergeRules.weighsByProducts(merge)) {
      throw new GradientException(
          new Problem(
              "representationLevel.merge",
              merge.getClass().getSimpleName(),
              "a merge that weighs tasks by the products of their gradients",
              "Take pcGrad(), or leave representationLevel() out"));
    }
  }
}
