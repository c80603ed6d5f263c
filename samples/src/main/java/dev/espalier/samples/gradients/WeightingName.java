package dev.espalier.samples.gradients;

import dev.espalier.training.GradientStep;
import dev.espalier.training.LossWeightings;
import java.util.Locale;

/** How losses are weighed, by name and with default settings. */
public enum WeightingName {
  /** By learned uncertainties. */
  UNCERTAINTY(LossWeightings.uncertainty()),
  /** To the same size. */
  IMTLL(LossWeightings.imtlL()),
  /** What fell less weighs more. */
  DWA(LossWeightings.dwa()),
  /** What learns slower pulls harder. */
  GRADNORM(LossWeightings.gradNorm()),
  /** To the same relative speed. */
  FAMO(LossWeightings.famo()),
  /** A smooth maximum of relative losses. */
  TCHEBYCHEFF(LossWeightings.smoothTchebycheff()),
  /** The geometric mean. */
  GEOMETRIC(LossWeightings.geometric());

  private final GradientStep.Weighting step;

  WeightingName(GradientStep.Weighting step) {
    this.step = step;
  }

  /** The weighting. */
  public GradientStep.Weighting step() {
    return step;
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
