package dev.espalier.samples.cli;

import dev.espalier.dsl.Topology;
import dev.espalier.training.EarlyStopping;
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
      description = "End when a task, or the mean, has not improved for N validations.")
  private @Nullable EarlyStopping earlyStopping;

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
    if (earlyStopping instanceof EarlyStopping.OnTask watched
        && !topology.taskNames().contains(watched.task())) {
      throw new WrongInput(
          "--early-stopping: there is no task \"%s\"; the tasks are %s."
              .formatted(watched.task(), String.join(", ", topology.taskNames())));
    }
    if (earlyStopping != null) {
      settings.earlyStopping(earlyStopping);
    }
  }
}
