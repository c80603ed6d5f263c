package dev.espalier.training.checkpoint;

import java.nio.file.Path;

/**
 * A checkpoint whose files were all there, each with its checksum, when it was read.
 *
 * @param directory where it lies
 * @param manifest what it is
 */
public record Checkpoint(Path directory, CheckpointManifest manifest) {

  /** How the names of a checkpoint's weight files start. */
  public static final String PREFIX = "weights";

  /** The path that a writer was given and a reader restores from: a directory and a start. */
  public Path prefix() {
    return directory.resolve(PREFIX);
  }

  /** What the run said when it saved. */
  public CheckpointFacts facts() {
    return manifest.facts();
  }

  /** Updates completed when it was saved. */
  public long step() {
    return manifest.facts().step();
  }

  /**
   * This checkpoint, if it belongs to that topology.
   *
   * @throws CheckpointException naming both topologies, if it does not
   */
  public Checkpoint requireTopology(TopologyFingerprint expected) {
    if (!facts().topology().sha256().equals(expected.sha256())) {
      throw CheckpointFailures.otherTopology(directory, facts().topology(), expected);
    }
    return this;
  }
}
