package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a checkpoint's bytes once, and again only where size, time or identity of a file differ: a
 * run that saves every minute does not hash all that it keeps every minute. What it finds broken,
 * it warns about once.
 */
final class VerifiedOnce implements CheckpointVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private record Known(
      Map<String, String> stamp, @Nullable Checkpoint intact, @Nullable BrokenCheckpoint broken) {}

  private final Map<Path, Known> known = new HashMap<>();

  @Override
  public Checkpoint verify(Path directory) throws BrokenCheckpoint {
    Known before = known.get(directory);
    Map<String, String> stamp = stamp(directory);
    Known now = before != null && before.stamp().equals(stamp) ? before : look(directory, stamp);
    known.put(directory, now);
    if (now.broken() != null) {
      throw now.broken();
    }
    return Objects.requireNonNull(now.intact());
  }

  /** Takes a checkpoint for intact whose checksums were taken from the files as they lie there. */
  Checkpoint trust(Checkpoint saved) throws IOException {
    try {
      known.put(saved.directory(), new Known(stamp(saved.directory()), saved, null));
      return saved;
    } catch (BrokenCheckpoint e) {
      throw new IOException(e.what(), e);
    }
  }

  private static Known look(Path directory, Map<String, String> stamp) {
    try {
      return new Known(stamp, Verification.verify(directory), null);
    } catch (BrokenCheckpoint e) {
      LOG.warn("Passing over {}: {}", directory, e.what());
      return new Known(stamp, null, e);
    }
  }

  private static Map<String, String> stamp(Path directory) throws BrokenCheckpoint {
    Map<String, String> stamp = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        BasicFileAttributes file =
            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        stamp.put(
            entry.getFileName().toString(),
            file.size() + " " + file.lastModifiedTime() + " " + file.fileKey());
      }
      return stamp;
    } catch (IOException e) {
      throw new BrokenCheckpoint(directory, "cannot be listed", e);
    }
  }
}
