package dev.espalier.training;

import dev.espalier.dsl.Problem;
import dev.espalier.training.internal.MergeRules;

/**
 * A merge whose weights come from an estimate of the Gram matrix of the task gradients instead of
 * the matrix itself. For a weight matrix with inputs X and a task's gradient D by its outputs the
 * gradient XᵀD is not computed but (X S)ᵀD, S being a matrix of random signs over the square root
 * of {@code rank}, drawn anew in each step: so a task costs the gradients of its activations and
 * thin products. Products of two such gradients are those of the real ones on average over S, with
 * a relative spread of about the square root of 2 / rank (Johnson and Lindenstrauss). The sum with
 * these weights is exact: of up to eight tasks it is taken of the gradients at the outputs of the
 * products, of more by one further backward pass; weights that only one task owns get that task's
 * own gradient.
 *
 * <p>Approximate: a conflict smaller than the spread is seen by chance. What is added to a product
 * is in its sketch exactly, as a column of ones; embeddings, matrices of less than twice {@code
 * rank} inputs and what enters no plain product are not estimated.
 *
 * @param rank columns of S, at least 1; 32 is usual
 * @param merge weighs the tasks by the products of their gradients, such as {@link PcGrad}
 */
public record SketchedGram(int rank, GradientStep.Merge merge) implements GradientStep.Merge {

  /**
   * Checks the rank and the merge.
   *
   * @throws GradientException where the rank is not positive, or the merge needs more of the
   *     gradients than their products, or nothing of them
   */
  public SketchedGram {
    Settings.positive("sketchedGram.rank", (long) rank, "Take 32");
    if (!MergeRules.weighsByProducts(merge)) {
      throw new GradientException(
          new Problem(
              "sketchedGram.merge",
              merge.getClass().getSimpleName(),
              "a merge that weighs tasks by the products of their gradients",
              "Take pcGrad(), or leave the sketch out"));
    }
  }
}
