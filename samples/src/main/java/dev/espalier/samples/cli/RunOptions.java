package dev.espalier.samples.cli;

import dev.espalier.training.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say where a run is kept. */
final class RunOptions {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "RUN",
      description = "Folder of the run: checkpoints, history, report.")
  private Path folder;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      defaultValue = "0",
      description = "Save also each N steps; otherwise after each validation.")
  private long every;

  @Option(names = "--resume", description = "Go on where the run of this folder stopped.")
  private boolean resume;

  /** The folder, which may have to be made. */
  Path folder() {
    if (Files.exists(folder)) {
      InputFile.folder(folder);
    }
    return folder;
  }

  Checkpoints checkpoints() {
    if (every < 0) {
      throw new WrongInput("--checkpoint-every: received " + every + ", allowed is 0 or more.");
    }
    Checkpoints checkpoints = Checkpoints.in(folder()).every(every);
    return resume ? checkpoints.resume() : checkpoints;
  }
}
