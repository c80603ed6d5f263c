package dev.espalier.training;

/**
 * Projects conflicting gradients as {@link PcGrad} does, and keeps a distance from tasks that have
 * ever conflicted: the more often and the harder, the larger.
 *
 * <p>With k_ij the cosine of two task gradients the margin of the pair is τ = strength √(mean of
 * min(0, k)² over all steps). It forgets nothing; see {@link PcGradRmsProp}.
 *
 * <p>It is a member of this project's own family: PCGrad with a memory of conflict, T×T numbers
 * kept from step to step. Where PCGrad takes away what is below p · g_j = 0, this takes p · g_j up
 * to τ_ij ‖g_i‖ ‖g_j‖, with a margin τ_ij of what the moments say: p ← p + (τ_ij ‖g_i‖ ‖g_j‖ − p ·
 * g_j) g_j / ‖g_j‖² where that is positive. No publication is known.
 *
 * <ul>
 *   <li>Moments are those before the step and corrected for their start at zero, so that the first
 *       step is PCGrad's. They are in checkpoints. A pair with an absent task keeps its own.
 *   <li>Where the margins turn a task's own gradient against itself that task is projected without.
 *   <li>Scope, orders and tasks without a gradient are as in {@link PcGrad}.
 * </ul>
 *
 * <p>It costs what {@link PcGrad} does, and some 60 small operations whatever the number of tasks,
 * one of which is a loop of T turns over 15.
 *
 * @param strength part of the moment that is asked for, 0 or more and below 1
 */
public record PcGradAdaGrad(float strength) implements GradientStep.Merge {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of range
   */
  public PcGradAdaGrad {
    Settings.fraction("pcGradAdaGrad.strength", strength, "Take 0.5");
  }

  /** With this part of the moment. */
  public PcGradAdaGrad strength(float part) {
    return new PcGradAdaGrad(part);
  }
}
