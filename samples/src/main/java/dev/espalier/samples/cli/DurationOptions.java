package dev.espalier.samples.cli;

import dev.espalier.dsl.Topology;
import dev.espalier.training.EarlyStopping;
import dev.espalier.training.Score;
import dev.espalier.training.TrainingSettingsBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say how long to train. */
final class DurationOptions {
  @ArgGroup private @Nullable Length length;

  @Option(
      names = "--early-stopping",
      paramLabel = "[TASK:]N",
      converter = EarlyStoppingConverter.class,
      description =
          "End when a task, or what is best, has not improved for N validations; per-task:N freezes"
              + " each task by itself, and ends when all are.")
  private @Nullable EarlyStopping earlyStopping;

  @Option(
      names = "--improvement",
      paramLabel = "X",
      defaultValue = "0",
      description =
          "With --early-stopping: by how much a score has to be larger than the best one to be an"
              + " improvement, such as 0.001; default ${DEFAULT-VALUE}.")
  private double improvement;

  @Option(
      names = "--best",
      paramLabel = "SCORE",
      converter = ScoreConverter.class,
      description =
          "Which validation's weights are kept: mean of the tasks' main metrics (default), worst"
              + " task's gain, or TASK[/METRIC][*WEIGHT], several with commas, such as"
              + " click/auc*0.7,buy/log_loss*0.3.")
  private @Nullable Score best;

  /** One of the two. */
  static final class Length {
    @Option(
        names = "--epochs",
        paramLabel = "N",
        description = "Passes over the training part; default 10.")
    private @Nullable Integer epochs;

    @Option(names = "--steps", paramLabel = "N", description = "Batches, instead of epochs.")
    private @Nullable Long steps;
  }

  void apply(Topology topology, TrainingSettingsBuilder settings) {
    if (length != null && length.epochs != null) {
      settings.epochs(length.epochs);
    }
    if (length != null && length.steps != null) {
      settings.steps(length.steps);
    }
    if (earlyStopping instanceof EarlyStopping.OnTask watched) {
      require("--early-stopping", watched.task(), topology);
    }
    if (best != null) {
      for (Score.Part part : best.parts()) {
        require("--best", part.task(), topology);
      }
      settings.best(best);
    }
    if (best != null && earlyStopping instanceof EarlyStopping.OnMean mean) {
      settings.earlyStopping(EarlyStopping.on(best, mean.patience()).atLeast(improvement));
    } else if (earlyStopping != null) {
      settings.earlyStopping(earlyStopping.atLeast(improvement));
    } else if (improvement != 0) {
      throw new WrongInput("--improvement: received without --early-stopping, allowed is with it.");
    }
  }

  private static void require(String option, String task, Topology topology) {
    if (!topology.taskNames().contains(task)) {
      throw new WrongInput(
          "%s: there is no task \"%s\"; the tasks are %s."
              .formatted(option, task, String.join(", ", topology.taskNames())));
    }
  }
}
