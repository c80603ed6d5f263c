package dev.espalier.training;

/**
 * Projects conflicting gradients as {@link PcGrad} does, and keeps a distance from tasks that are
 * about to conflict: it looks ahead along the trend of their cosine.
 *
 * <p>The cosine k_ij of two task gradients is followed by a level and a trend (Holt 1957), both of
 * which take 1 − b of what they missed, b the decay; the margin of the pair is τ = strength max(0,
 * −(level + trend)).
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
 * @param decay part of the moments that each step keeps, 0 or more and below 1
 * @param strength part of the moment that is asked for, 0 or more and below 1
 */
public record PcGradNesterov(float decay, float strength) implements GradientStep.Merge {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of range
   */
  public PcGradNesterov {
    Settings.fraction("pcGradNesterov.decay", decay, "Take 0.9");
    Settings.fraction("pcGradNesterov.strength", strength, "Take 0.5");
  }

  /** With moments of which each step keeps this part. */
  public PcGradNesterov decay(float part) {
    return new PcGradNesterov(part, strength);
  }

  /** With this part of the moment. */
  public PcGradNesterov strength(float part) {
    return new PcGradNesterov(decay, part);
  }
}
