package dev.espalier.samples.cli;

import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what happens to the gradients of a step. */
final class GradientOptions {
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

  /** How the gradients of the tasks become one. */
  enum Merge {
    PCGRAD,
    GRADVAC,
    MGDA,
    CAGRAD,
    UPGRAD,
    PELTR,
    NASHMTL,
    IMTLG,
    ALIGNED,
    RANDOM,
    EQUAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
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
    steps.add(
        switch (merge) {
          case PCGRAD -> GradientSteps.pcGrad();
          case GRADVAC -> GradientSteps.gradVac();
          case MGDA -> GradientSteps.mgda();
          case CAGRAD -> GradientSteps.caGrad();
          case UPGRAD -> GradientSteps.upGrad();
          case PELTR -> GradientSteps.peLtr(0.5f);
          case NASHMTL -> GradientSteps.nashMtl();
          case IMTLG -> GradientSteps.imtlG();
          case ALIGNED -> GradientSteps.alignedMtl();
          case RANDOM -> GradientSteps.randomWeights();
          case EQUAL -> GradientSteps.equalWeights();
        });
    if (clip != null) {
      steps.add(GradientSteps.clipByGlobalNorm(clip));
    }
    steps.add(
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
        });
    return steps.toArray(GradientStep[]::new);
  }
}
