package dev.espalier.samples.cli;

import dev.espalier.samples.gradients.MergeName;
import dev.espalier.samples.gradients.WeightingName;
import dev.espalier.training.EpochDecay;
import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
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
  private @Nullable WeightingName weighting;

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
  private MergeName merge;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "Shorten the gradient to at most this norm.")
  private @Nullable Float clip;

  @Option(
      names = "--gradient-noise",
      paramLabel = "ETA",
      description = "Add noise to the gradient, of variance ETA / (1 + t)^0.55 after t steps.")
  private @Nullable Float noise;

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
      steps.add(weighting.step());
    }
    steps.add(merge.step());
    if (clip != null) {
      steps.add(GradientSteps.clipByGlobalNorm(clip));
    }
    if (noise != null) {
      steps.add(GradientSteps.gradientNoise(noise));
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
