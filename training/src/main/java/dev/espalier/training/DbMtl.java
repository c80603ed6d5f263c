package dev.espalier.training;

/**
 * Balances losses and gradients: it averages the gradients of the logarithms of the losses over the
 * steps, makes all averages as long as the longest, and sums them (DB-MTL: Lin et al.,
 * "Dual-Balancing for Multi-Task Learning", 2023).
 *
 * <p>With g_t the gradient of ln L_t the average is m_t ← β m_t + (1 − β) g_t, where β = decay /
 * step^power, and the merged gradient Σ_t (max_s ‖m_s‖ / ‖m_t‖) m_t. As in the authors' library the
 * averages start at zero and are not corrected for it.
 *
 * <ul>
 *   <li>Logarithms count for all weights of a task, averages for the shared ones, all of them as
 *       one vector. A weight of one task has the gradient of its logarithm, and penalties are added
 *       as they are.
 *   <li>It needs moving averages of whole gradients: T numbers for each number of a shared weight,
 *       kept in checkpoints. Of an embedding table only the rows that a batch reads are averaged,
 *       counted and moved.
 *   <li>With micro-batches the logarithms are those of the losses of each.
 *   <li>The average of a task whose gradient is zero stays, and counts.
 *   <li>Losses must be positive: one not above 1e-8 (that of a {@code count} task can be negative)
 *       counts as constant.
 * </ul>
 *
 * <p>It costs a backward pass through the shared weights for each task, and three passes over T
 * numbers for each of a shared weight.
 *
 * @param decay part of the averages that the first step keeps, 0 or more and below 1
 * @param power of the number of the step that the decay is divided by, 0 or more: above 0 later
 *     steps average less
 */
public record DbMtl(float decay, float power) implements GradientStep.Merge {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of range
   */
  public DbMtl {
    Settings.fraction("dbMtl.decay", decay, "Take 0.9");
    Settings.between("dbMtl.power", power, 1f, "Take 0, or 0.5 to average less in later steps");
  }

  /** With this decay in the first step. */
  public DbMtl decay(float part) {
    return new DbMtl(part, power);
  }

  /** With a decay divided by this power of the step's number. */
  public DbMtl power(float exponent) {
    return new DbMtl(decay, exponent);
  }
}
