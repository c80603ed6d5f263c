package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads a checkpoint's manifest and holds its files to it, byte by byte. */
final class Verification {
  /** No manifest is as large; it is read into memory before its checksum is known. */
  private static final long LARGEST_MANIFEST = 256L << 20;

  private Verification() {}

  /** The checkpoint in this directory, all of it intact. */
  static Checkpoint verify(Path directory) throws BrokenCheckpoint {
    CheckpointManifest manifest = manifest(directory);
    for (CheckpointFile file : manifest.files()) {
      verify(directory, file);
    }
    return new Checkpoint(directory, manifest);
  }

  /** The manifest alone, intact. */
  static CheckpointManifest manifest(Path directory) throws BrokenCheckpoint {
    Path path = directory.resolve(CheckpointManifest.FILE);
    try {
      if (Files.size(path) > LARGEST_MANIFEST) {
        throw new BrokenCheckpoint(
            directory, path.getFileName() + " has too many bytes, " + Files.size(path));
      }
      CheckpointManifest manifest = CheckpointManifestJson.read(Files.readString(path));
      if (manifest.facts().step() != StepDirectories.step(directory)) {
        throw new BrokenCheckpoint(
            directory, path.getFileName() + " is that of step " + manifest.facts().step());
      }
      return manifest;
    } catch (NewerSchema e) {
      throw CheckpointFailures.newerSchema(directory, e.schema());
    } catch (IllegalArgumentException e) {
      throw new BrokenCheckpoint(directory, path.getFileName() + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(directory, path, e);
    }
  }

  private static void verify(Path directory, CheckpointFile file) throws BrokenCheckpoint {
    Path path = directory.resolve(file.name());
    try {
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new BrokenCheckpoint(directory, file.name() + " is missing");
      }
      if (Files.size(path) != file.bytes()) {
        throw new BrokenCheckpoint(
            directory, file.name() + " has " + Files.size(path) + " bytes, not " + file.bytes());
      }
      if (!Sha256.of(path).equals(file.sha256())) {
        throw new BrokenCheckpoint(directory, file.name() + " does not match its checksum");
      }
    } catch (IOException e) {
      throw unreadable(directory, path, e);
    }
  }

  private static BrokenCheckpoint unreadable(Path directory, Path file, IOException e) {
    String what = file.getFileName() + " cannot be read, " + e.getClass().getSimpleName();
    return new BrokenCheckpoint(directory, what, e);
  }
}
