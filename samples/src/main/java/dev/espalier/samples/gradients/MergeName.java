package dev.espalier.samples.gradients;

import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.SurgeryScopes;
import java.util.Locale;

/** How the gradients of the tasks become one, by name and with default settings. */
public enum MergeName {
  /** The sum. */
  EQUAL(GradientSteps.equalWeights()),
  /** PCGrad. */
  PCGRAD(GradientSteps.pcGrad()),
  /** PCGrad with the mean of conflict. */
  PCGRADMOMENTUM(GradientSteps.pcGradMomentum()),
  /** PCGrad with the conflict expected next. */
  PCGRADNESTEROV(GradientSteps.pcGradNesterov()),
  /** PCGrad with the conflict of all steps. */
  PCGRADADAGRAD(GradientSteps.pcGradAdaGrad()),
  /** PCGrad with the conflict of recent steps. */
  PCGRADRMSPROP(GradientSteps.pcGradRmsProp()),
  /** PCGrad with steady conflict. */
  PCGRADADAM(GradientSteps.pcGradAdam()),
  /** PCGrad with the mean of agreement. */
  PCGRADACCORD(GradientSteps.pcGradAccord()),
  /** PCGrad on estimates of products, of rank 32. */
  PCGRAD_SKETCHED(GradientSteps.sketchedGram(32, GradientSteps.pcGrad())),
  /** PCGrad on gradients by the shared representation. */
  PCGRAD_REPRESENTATION(SurgeryScopes.representationLevel(GradientSteps.pcGrad())),
  /** Gradient vaccine. */
  GRADVAC(GradientSteps.gradVac()),
  /** The shortest convex combination. */
  MGDA(GradientSteps.mgda()),
  /** Conflict-averse gradient descent. */
  CAGRAD(GradientSteps.caGrad()),
  /** Projections onto the dual cone. */
  UPGRAD(GradientSteps.upGrad()),
  /** The shortest convex combination, every task with at least half an equal share. */
  PELTR(GradientSteps.peLtr(0.5f)),
  /** The bargaining solution. */
  NASHMTL(GradientSteps.nashMtl()),
  /** Equal projections onto all gradients. */
  IMTLG(GradientSteps.imtlG()),
  /** Aligned principal components. */
  ALIGNED(GradientSteps.alignedMtl()),
  /** Averages of logarithmic gradients, made equally long. */
  DBMTL(GradientSteps.dbMtl()),
  /** Signs drawn for each coordinate. */
  GRADDROP(GradientSteps.gradDrop()),
  /** Weights drawn for each step. */
  RANDOM(GradientSteps.randomWeights());

  private final GradientStep.Merge step;

  MergeName(GradientStep.Merge step) {
    this.step = step;
  }

  /** The merge. */
  public GradientStep.Merge step() {
    return step;
  }

  /** As on the command line, such as {@code pcgrad-sketched}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
