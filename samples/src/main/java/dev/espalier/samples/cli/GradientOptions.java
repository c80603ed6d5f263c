package dev.espalier.samples.cli;

import dev.espalier.training.EpochDecay;
import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.LossWeightings;
import dev.espalier.training.PerBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what happens to the gradients of a step. */
final class GradientOptions {
  @Option(
      names = "--weighting",
      paramLabel = "WEIGHTING",
      description =
          "How losses are weighed, beside the weights of tasks: ${COMPLETION-CANDIDATES}.")
  private @Nullable Weighting weighting;

  @Option(
      names = "--epoch-decay",
      paramLabel = "TASK=FACTOR",
      split = ",",
      description = "Weigh the loss of a task in epoch t, from 0, by its factor to the power of t.")
  private Map<String, Float> epochDecay = Map.of();

  @Option(
      names = "--gradients",
      paramLabel = "MERGE",
      defaultValue = "pcgrad",
      description =
          "How task gradients become one: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Merge merge;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "Shorten the gradient to at most this norm.")
  private @Nullable Float clip;

  @Option(
      names = "--optimizer",
      paramLabel = "UPDATE",
      defaultValue = "adam",
      description = "How weights move: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Update update;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "Factor of each move; default ${DEFAULT-VALUE}.")
  private float learningRate;

  @Option(
      names = "--block-rates",
      paramLabel = "START=FACTOR",
      split = ",",
      description =
          "Factors of the learning rate where a parameter's name starts like this: inputs, "
              + "shared0, shared0/experts/2, tasks/click.")
  private Map<String, Float> blockRates = Map.of();

  /** How losses are weighed. */
  enum Weighting {
    UNCERTAINTY,
    IMTLL,
    DWA,
    GRADNORM,
    FAMO,
    TCHEBYCHEFF,
    GEOMETRIC;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How the gradients of the tasks become one. */
  enum Merge {
    PCGRAD,
    PCGRADMOMENTUM,
    PCGRADNESTEROV,
    PCGRADADAGRAD,
    PCGRADRMSPROP,
    PCGRADADAM,
    PCGRADACCORD,
    PCGRAD_SKETCHED,
    GRADVAC,
    MGDA,
    CAGRAD,
    UPGRAD,
    PELTR,
    NASHMTL,
    IMTLG,
    ALIGNED,
    DBMTL,
    GRADDROP,
    RANDOM,
    EQUAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How weights move. */
  enum Update {
    ADAM,
    LAZYADAM,
    ADAMW,
    NADAM,
    SGD,
    MOMENTUM,
    NESTEROV,
    ADAGRAD,
    ADADELTA,
    RMSPROP,
    FTRL,
    LION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The steps, in their order. */
  GradientStep[] steps() {
    List<GradientStep> steps = new ArrayList<>();
    if (weighting != null && !epochDecay.isEmpty()) {
      throw new WrongInput("--weighting and --epoch-decay: take one of them.");
    }
    if (!epochDecay.isEmpty()) {
      steps.add(new EpochDecay(epochDecay));
    } else if (weighting != null) {
      steps.add(
          switch (weighting) {
            case UNCERTAINTY -> LossWeightings.uncertainty();
            case IMTLL -> LossWeightings.imtlL();
            case DWA -> LossWeightings.dwa();
            case GRADNORM -> LossWeightings.gradNorm();
            case FAMO -> LossWeightings.famo();
            case TCHEBYCHEFF -> LossWeightings.smoothTchebycheff();
            case GEOMETRIC -> LossWeightings.geometric();
          });
    }
    steps.add(
        switch (merge) {
          case PCGRAD -> GradientSteps.pcGrad();
          case PCGRADMOMENTUM -> GradientSteps.pcGradMomentum();
          case PCGRADNESTEROV -> GradientSteps.pcGradNesterov();
          case PCGRADADAGRAD -> GradientSteps.pcGradAdaGrad();
          case PCGRADRMSPROP -> GradientSteps.pcGradRmsProp();
          case PCGRADADAM -> GradientSteps.pcGradAdam();
          case PCGRADACCORD -> GradientSteps.pcGradAccord();
          case PCGRAD_SKETCHED -> GradientSteps.sketchedGram(32, GradientSteps.pcGrad());
          case GRADVAC -> GradientSteps.gradVac();
          case MGDA -> GradientSteps.mgda();
          case CAGRAD -> GradientSteps.caGrad();
          case UPGRAD -> GradientSteps.upGrad();
          case PELTR -> GradientSteps.peLtr(0.5f);
          case NASHMTL -> GradientSteps.nashMtl();
          case IMTLG -> GradientSteps.imtlG();
          case ALIGNED -> GradientSteps.alignedMtl();
          case DBMTL -> GradientSteps.dbMtl();
          case GRADDROP -> GradientSteps.gradDrop();
          case RANDOM -> GradientSteps.randomWeights();
          case EQUAL -> GradientSteps.equalWeights();
        });
    if (clip != null) {
      steps.add(GradientSteps.clipByGlobalNorm(clip));
    }
    GradientStep.Update moves =
        switch (update) {
          case ADAM -> GradientSteps.adam(learningRate);
          case LAZYADAM -> GradientSteps.lazyAdam(learningRate);
          case ADAMW -> GradientSteps.adamW(learningRate);
          case NADAM -> GradientSteps.nadam(learningRate);
          case SGD -> GradientSteps.sgd(learningRate);
          case MOMENTUM -> GradientSteps.momentum(learningRate);
          case NESTEROV -> GradientSteps.nesterov(learningRate);
          case ADAGRAD -> GradientSteps.adaGrad(learningRate);
          case ADADELTA -> GradientSteps.adaDelta(learningRate);
          case RMSPROP -> GradientSteps.rmsProp(learningRate);
          case FTRL -> GradientSteps.ftrl(learningRate);
          case LION -> GradientSteps.lion(learningRate);
        };
    steps.add(blockRates.isEmpty() ? moves : new PerBlock(moves, blockRates));
    return steps.toArray(GradientStep[]::new);
  }
}
