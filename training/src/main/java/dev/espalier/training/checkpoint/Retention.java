package dev.espalier.training.checkpoint;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes old checkpoints away; the newest intact ones, so many of them, and the best one stay. */
record Retention(int keep) {

  Retention {
    if (keep < 1) {
      throw new IllegalArgumentException(
          "A run keeps at least its newest checkpoint, received " + keep);
    }
  }

  void apply(CheckpointScan scan) {
    List<Path> newestFirst = StepDirectories.newestFirst(scan.store());
    int intact = 0;
    int at = 0;
    // Broken ones among the kept stay and do not count.
    while (at < newestFirst.size() && intact < keep) {
      intact += isIntact(scan, newestFirst.get(at)) ? 1 : 0;
      at++;
    }
    Set<Path> old = new HashSet<>(newestFirst.subList(at, newestFirst.size()));
    if (!old.isEmpty()) {
      scan.best().checkpoint().ifPresent(best -> old.remove(best.directory()));
      old.forEach(step -> Leftovers.retire(scan.store(), step));
    }
  }

  private static boolean isIntact(CheckpointScan scan, Path directory) {
    try {
      scan.verifier().verify(directory);
      return true;
    } catch (BrokenCheckpoint e) {
      return false;
    }
  }
}
