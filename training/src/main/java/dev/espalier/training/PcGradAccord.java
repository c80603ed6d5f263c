package dev.espalier.training;

/**
 * Projects conflicting gradients as {@link PcGrad} does, and strengthens what tasks agree on that
 * have agreed before.
 *
 * <p>With k_ij the cosine of two task gradients, k⁺ is the moving average of max(0, k), k⁺ ← b k⁺ +
 * (1 − b) max(0, k), b the decay.
 *
 * <p>It is a member of this project's own family: PCGrad with a memory of conflict, T×T numbers
 * kept from step to step. Where PCGrad leaves p · g_j &gt; 0 as it is, this takes more of it: p ← p
 * + strength k⁺_ij (p · g_j / ‖g_j‖²) g_j, and the sum is made as long as PCGrad's. No publication
 * is known.
 *
 * <ul>
 *   <li>Moments are those before the step and corrected for their start at zero, so that the first
 *       step is PCGrad's. They are in checkpoints. A pair with an absent task keeps its own.
 *   <li>Scope, orders and tasks without a gradient are as in {@link PcGrad}.
 * </ul>
 *
 * <p>It costs what {@link PcGrad} does, and some 70 small operations whatever the number of tasks,
 * one of which is a loop of T turns over 15.
 *
 * @param decay part of the moments that each step keeps, 0 or more and below 1
 * @param strength part of the agreement that is added, 0 or more and below 1
 */
public record PcGradAccord(float decay, float strength) implements GradientStep.Merge {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of range
   */
  public PcGradAccord {
    Settings.fraction("pcGradAccord.decay", decay, "Take 0.9");
    Settings.fraction("pcGradAccord.strength", strength, "Take 0.5");
  }

  /** With moments of which each step keeps this part. */
  public PcGradAccord decay(float part) {
    return new PcGradAccord(part, strength);
  }

  /** With this part of the moment. */
  public PcGradAccord strength(float part) {
    return new PcGradAccord(decay, part);
  }
}
