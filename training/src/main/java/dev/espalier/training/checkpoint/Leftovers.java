package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is no checkpoint, or no longer one. A failure costs space, and is tried again. */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private Leftovers() {}

  /**
   * Removes what dead runs left behind. Whoever calls holds the store's lock, so that no temporary
   * directory there belongs to a run that lives.
   */
  static void sweep(Path store) throws IOException {
    for (Path leftover : StepDirectories.temporaries(store)) {
      LOG.info("Removing {}, which a run that ended left behind", leftover);
      delete(leftover);
    }
  }

  /** Removes a checkpoint in one go: a reader meets all of it or nothing. */
  static void retire(Path store, Path step) {
    try {
      Path away = StepDirectories.temporary(store);
      Durable.rename(store, step, away);
      delete(away);
    } catch (IOException e) {
      LOG.warn("Cannot remove the old checkpoint {}, and go on: {}", step, e.toString());
    }
  }

  /** Removes a file or a directory; links in it are removed, not followed. */
  static void delete(Path path) {
    try (Stream<Path> tree = Files.walk(path)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Cannot remove {}, and go on: {}", path, e.toString());
    }
  }
}
