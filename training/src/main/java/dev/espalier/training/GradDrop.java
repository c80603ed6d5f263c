package dev.espalier.training;

/**
 * Gives each coordinate of the gradient one sign, drawn by how far the tasks agree on it, and drops
 * what has the other (GradDrop: Chen et al., "Just Pick a Sign: Optimizing Deep Multitask Models
 * with Gradient Sign Dropout", NeurIPS 2020).
 *
 * <p>With P = (1 + Σ_t g_t / Σ_t |g_t|) / 2 the sign purity of a coordinate, the merged gradient is
 * the sum of its positive entries with the probability P and that of its negative ones otherwise.
 * Its expectation has the sign of the sum; where all tasks agree it is the sum.
 *
 * <ul>
 *   <li>It needs the coordinates of the gradients, where other merges need their dot products: it
 *       works on each shared weight for itself, entry by entry. The paper works on the gradient by
 *       one layer of activations, each times the sign of its activation; here, as in the libraries
 *       known, on that by the weights.
 *   <li>Signs are drawn anew for each step and weight, keyed by (seed, step): they replay.
 *   <li>A weight of one task keeps its own gradient, and so do penalties.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task, and 12 operations for each
 * shared weight that read the gradients of all tasks three times.
 *
 * @param leak part of each gradient that is kept whatever its sign, 0 or more and below 1; the
 *     paper's leak parameters, one for all tasks
 */
public record GradDrop(float leak) implements GradientStep.Merge {
  /**
   * Checks the leak.
   *
   * @throws GradientException where it is out of range
   */
  public GradDrop {
    Settings.fraction("gradDrop.leak", leak, "Take 0, or equalWeights() to keep all");
  }
}
