package dev.espalier.training.checkpoint;

import java.util.List;

/**
 * What stands in a checkpoint's {@code manifest.json}.
 *
 * @param facts what the run said
 * @param files what was written, sorted by name
 */
public record CheckpointManifest(CheckpointFacts facts, List<CheckpointFile> files) {

  /** The name of the file that holds it. */
  public static final String FILE = "manifest.json";

  /** A manifest of at least one file, no name twice, none called like the manifest. */
  public CheckpointManifest {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("A checkpoint holds at least one file");
    }
    if (files.stream().map(CheckpointFile::name).distinct().count() != files.size()) {
      throw new IllegalArgumentException("A file stands twice in " + files);
    }
    if (files.stream().anyMatch(file -> file.name().equals(FILE))) {
      throw new IllegalArgumentException("A checkpoint's file is called " + FILE + " itself");
    }
  }
}
