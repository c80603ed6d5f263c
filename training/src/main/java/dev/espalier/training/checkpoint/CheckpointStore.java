package dev.espalier.training.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints in a directory. Reading them needs no lock and no right to write, and a run may
 * go on saving meanwhile; one that reads slowly may find its checkpoint taken away by that run.
 *
 * <p>A checkpoint of a later version of Espalier is never passed over: whatever meets one throws.
 */
public final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private final Path directory;

  private CheckpointStore(Path directory) {
    this.directory = directory;
  }

  /** The checkpoints in this directory, which need not be there yet. */
  public static CheckpointStore at(Path directory) {
    return new CheckpointStore(directory.toAbsolutePath().normalize());
  }

  /** Where they are. */
  public Path directory() {
    return directory;
  }

  /**
   * The right to save here, for one run at a time. It keeps the newest of these many and the best.
   *
   * @throws CheckpointException when another run has it, or nothing can be written here
   */
  public CheckpointSaver saver(int keep) {
    return CheckpointSaver.open(directory, keep);
  }

  /** The steps for which there is a directory, from the first on, intact or not. */
  public List<Long> steps() {
    return StepDirectories.newestFirst(directory).stream()
        .map(StepDirectories::step)
        .sorted()
        .toList();
  }

  /**
   * The newest intact checkpoint; a broken one that is newer is passed over with a warning.
   *
   * @throws CheckpointException when there is none, or all are broken
   */
  public Checkpoint latest() {
    return findLatest().orElseThrow(() -> CheckpointFailures.noCheckpoint(directory, "checkpoint"));
  }

  /**
   * The same, empty where nothing was ever saved.
   *
   * @throws CheckpointException when there are checkpoints and all are broken
   */
  public Optional<Checkpoint> findLatest() {
    return intact(new CheckpointScan(directory, Verification::verify).newest());
  }

  /**
   * The intact checkpoint of the largest score, the earliest of those.
   *
   * @throws CheckpointException when none has a score, or all that may have are broken
   */
  public Checkpoint best() {
    return findBest()
        .orElseThrow(() -> CheckpointFailures.noCheckpoint(directory, "checkpoint with a score"));
  }

  /**
   * The same, empty where no score was ever saved.
   *
   * @throws CheckpointException when all that may have a score are broken
   */
  public Optional<Checkpoint> findBest() {
    return intact(new CheckpointScan(directory, Verification::verify).best());
  }

  /**
   * The checkpoint of this step.
   *
   * @throws CheckpointException when it is not there, or broken
   */
  public Checkpoint load(long step) {
    if (steps().contains(step)) {
      try {
        return Verification.verify(StepDirectories.of(directory, step));
      } catch (BrokenCheckpoint e) {
        // One that a run took away meanwhile is not there.
        if (Files.exists(e.directory())) {
          throw CheckpointFailures.broken(e);
        }
      }
    }
    throw CheckpointFailures.noCheckpoint(directory, "checkpoint of step " + step);
  }

  private Optional<Checkpoint> intact(CheckpointScan.Found found) {
    found.broken().forEach(one -> LOG.warn("Passing over {}: {}", one.directory(), one.what()));
    if (found.checkpoint().isEmpty() && !found.broken().isEmpty()) {
      throw CheckpointFailures.allBroken(directory, found.broken());
    }
    return found.checkpoint();
  }
}
