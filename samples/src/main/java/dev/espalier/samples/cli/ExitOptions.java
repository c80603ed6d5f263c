package dev.espalier.samples.cli;

import dev.espalier.dsl.Exit;
import dev.espalier.training.Model;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say when examples leave a cascade. */
final class ExitOptions {
  @Option(
      names = "--threshold",
      paramLabel = "C",
      description = {
        "Confidence at which examples leave a cascade, instead of those it was trained with,",
        "for tasks without one of their own: 0 to 1; 'cascade' shows what it is worth."
      })
  private @Nullable Float threshold;

  /** The model of a run, with these thresholds. */
  Model load(Path run) {
    Float chosen = threshold;
    if (chosen == null) {
      return Model.load(InputFile.folder(run));
    }
    if (!(chosen >= 0 && chosen <= Exit.NOBODY)) {
      throw new WrongInput("--threshold: received " + chosen + ", allowed is 0 to 1.");
    }
    return Model.load(InputFile.folder(run), exit -> exit.threshold(chosen));
  }
}
