package dev.espalier.training;

/**
 * Shortens the gradient of all trained weights together to a norm of at most {@code norm}: g ← g ·
 * norm / max(norm, ‖g‖) (Pascanu et al., "On the difficulty of training recurrent neural networks",
 * 2013).
 *
 * @param norm the largest norm that passes unchanged; positive
 */
public record ClipByGlobalNorm(float norm) implements GradientStep.Transform {
  /**
   * Checks the norm.
   *
   * @throws GradientException where it is not positive and finite
   */
  public ClipByGlobalNorm {
    Settings.positive("clipByGlobalNorm.norm", norm, "Take 1, or leave the step out");
  }
}
