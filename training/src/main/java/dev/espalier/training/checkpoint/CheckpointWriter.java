package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the files of a checkpoint. */
@FunctionalInterface
public interface CheckpointWriter {

  /**
   * Writes at least one file into the directory of this path. The directory is there and empty;
   * names are the writer's own and start as the path ends where they hold weights.
   *
   * @param prefix a directory, which moves once all is written, and {@link Checkpoint#PREFIX}
   * @throws IOException when it cannot; the checkpoint is then not saved
   */
  void write(Path prefix) throws IOException;
}
