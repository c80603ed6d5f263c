package dev.espalier.training;

import java.util.Map;

/**
 * Where loss weightings come from: factories to import statically. A weighting multiplies the
 * losses of the tasks, beside the weight that each task has, before they are differentiated, and
 * stands first in a chain: {@code gradients(uncertainty(), pcGrad(), adam(1e-3f))}.
 */
public final class LossWeightings {

  private LossWeightings() {}

  /** Lets tasks fade or grow from epoch to epoch, once they are named, see {@link EpochDecay}. */
  public static EpochDecay epochDecay() {
    return new EpochDecay(Map.of());
  }

  /** Weighs losses by learned uncertainties, see {@link Uncertainty}. */
  public static Uncertainty uncertainty() {
    return new Uncertainty();
  }

  /** Weighs losses to the same size, see {@link ImtlL}. */
  public static ImtlL imtlL() {
    return new ImtlL();
  }

  /** Weighs more what fell less from epoch to epoch, see {@link Dwa}. */
  public static Dwa dwa() {
    return new Dwa(2f);
  }

  /** Lets tasks that learn slower pull harder, see {@link GradNorm}. */
  public static GradNorm gradNorm() {
    return new GradNorm(1.5f, 0.025f);
  }

  /** Lets all losses fall at the same relative speed, see {@link Famo}. */
  public static Famo famo() {
    return new Famo(0.025f, 0.001f);
  }

  /** Minimises a smooth maximum of the relative losses, see {@link SmoothTchebycheff}. */
  public static SmoothTchebycheff smoothTchebycheff() {
    return new SmoothTchebycheff(1f, 4);
  }

  /** Minimises the geometric mean of the losses, see {@link Geometric}. */
  public static Geometric geometric() {
    return new Geometric();
  }
}
