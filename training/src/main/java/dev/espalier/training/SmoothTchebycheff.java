package dev.espalier.training;

/**
 * Minimises a smooth maximum of the relative losses (Lin et al., "Smooth Tchebycheff Scalarization
 * for Multi-Objective Optimization", ICML 2024, with logarithms as its authors compute it for
 * several tasks):
 *
 * <pre>
 * T smoothness ln Σ_i exp(ln(L_i / nadir_i) / smoothness)
 * </pre>
 *
 * <p>Before the end of the warm-up it minimises Σ ln L_i; a task's nadir is its mean training loss
 * in the last epoch of the warm-up. A loss below 1e-8 counts as 1e-8, but for one that is 0, as
 * without a label in the batch: its task takes no part, and a task without any loss in that epoch
 * has the nadir 1.
 *
 * @param smoothness the smaller, the more the largest loss alone counts; positive; default 1
 * @param warmUp epochs of the warm-up, positive; default 4
 */
public record SmoothTchebycheff(float smoothness, int warmUp) implements GradientStep.Weighting {
  /**
   * Checks the settings.
   *
   * @throws GradientException where one is out of its range
   */
  public SmoothTchebycheff {
    Settings.positive("smoothTchebycheff.smoothness", smoothness, "Take 1");
    Settings.positive("smoothTchebycheff.warmUp", (long) warmUp, "Take 4");
  }

  /** The same with this smoothness. */
  public SmoothTchebycheff smoothness(float smoothness) {
    return new SmoothTchebycheff(smoothness, warmUp);
  }

  /** The same with so many epochs of warm-up. */
  public SmoothTchebycheff warmUp(int epochs) {
    return new SmoothTchebycheff(smoothness, epochs);
  }
}
