package dev.espalier.training.checkpoint;

import java.nio.file.Path;

/** Finds out whether the checkpoint in a directory is intact. */
@FunctionalInterface
interface CheckpointVerifier {

  Checkpoint verify(Path directory) throws BrokenCheckpoint;
}
