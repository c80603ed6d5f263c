package dev.espalier.samples.bench;

import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.SurgeryScopes;
import java.util.Locale;

/** How a workload merges the gradients of its tasks. */
public enum Merging {
  /** They are summed. */
  EQUAL(GradientSteps.equalWeights()),
  /** By PCGrad. */
  PCGRAD(GradientSteps.pcGrad()),
  /** By PCGrad on estimates of their products, of rank 32. */
  PCGRAD_SKETCHED(GradientSteps.sketchedGram(32, GradientSteps.pcGrad())),
  /** By PCGrad on gradients by the shared representation. */
  PCGRAD_REPRESENTATION(SurgeryScopes.representationLevel(GradientSteps.pcGrad()));

  private final GradientStep.Merge step;

  Merging(GradientStep.Merge step) {
    this.step = step;
  }

  /** The first step of the chain. */
  GradientStep.Merge step() {
    return step;
  }

  /** As on the command line, such as {@code pcgrad-sketched}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
