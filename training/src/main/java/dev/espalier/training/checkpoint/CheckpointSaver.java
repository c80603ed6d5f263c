package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the checkpoints of a run, the only one to save into its directory until this is closed. The
 * end of the process closes it, too.
 */
public final class CheckpointSaver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private final Path store;
  private final StoreLock lock;
  private final Retention retention;
  private final VerifiedOnce verified = new VerifiedOnce();
  private final CheckpointScan scan;
  private boolean closed;

  private CheckpointSaver(Path store, StoreLock lock, Retention retention) {
    this.store = store;
    this.lock = lock;
    this.retention = retention;
    this.scan = new CheckpointScan(store, verified);
  }

  static CheckpointSaver open(Path store, int keep) {
    Retention retention = new Retention(keep);
    try {
      Durable.createDirectories(store);
      return new CheckpointSaver(store, StoreLock.take(store), retention);
    } catch (IOException e) {
      throw DiskFailure.unwritten(store, e);
    }
  }

  /**
   * Saves a checkpoint: after this it is on the disk under its name, whatever happens next; where
   * this throws, nothing half done is left, and what was saved before is as it was. A step that is
   * saved and intact is not saved again. Older checkpoints than those to keep are removed.
   *
   * @return the checkpoint as it lies on the disk
   * @throws CheckpointException when it cannot be saved, or must not: the directory holds another
   *     topology, a later step or a later version's checkpoint
   */
  public synchronized Checkpoint save(CheckpointFacts facts, CheckpointWriter writer) {
    if (closed) {
      throw new IllegalStateException("The saver of " + store + " is closed");
    }
    // An interrupted thread that saves its last state would have its files closed under it.
    boolean interrupted = Thread.interrupted();
    try {
      lock.check();
      Leftovers.sweep(store);
      Checkpoint saved = saved(facts, writer);
      clean();
      return saved;
    } catch (IOException e) {
      throw DiskFailure.unwritten(store, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets another run save here. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("Cannot close the lock of {}: {}", store, e.toString());
    }
  }

  private Checkpoint saved(CheckpointFacts facts, CheckpointWriter writer) throws IOException {
    Path place = StepDirectories.of(store, facts.step());
    Optional<Checkpoint> newest = scan.newest().checkpoint();
    if (newest.isPresent()) {
      newest.get().requireTopology(facts.topology());
    }
    Optional<Checkpoint> same = sameStep(place);
    if (same.isPresent()) {
      // Its run may have died before the name was on the disk.
      Durable.syncDirectory(store);
      return same.get().requireTopology(facts.topology());
    }
    if (newest.isPresent() && newest.get().step() > facts.step()) {
      throw CheckpointFailures.stepBehind(store, facts.step(), newest.get().step());
    }
    return write(facts, writer, place);
  }

  private Checkpoint write(CheckpointFacts facts, CheckpointWriter writer, Path place)
      throws IOException {
    try (Draft draft = Draft.in(store)) {
      CheckpointManifest manifest = draft.fill(facts, writer);
      draft.publish(place);
      return verified.trust(new Checkpoint(place, manifest));
    } catch (CheckpointException e) {
      throw e;
    } catch (RuntimeException e) {
      throw DiskFailure.unwritten(place, e);
    }
  }

  /** The intact checkpoint in this place; a broken one is moved out of the way. */
  private Optional<Checkpoint> sameStep(Path place) throws IOException {
    if (!Files.exists(place)) {
      return Optional.empty();
    }
    try {
      return Optional.of(verified.verify(place));
    } catch (BrokenCheckpoint e) {
      Path aside = StepDirectories.setAside(place);
      Durable.rename(store, place, aside);
      LOG.warn("Moved {} to {}: {}", place, aside.getFileName(), e.what());
      return Optional.empty();
    }
  }

  /** What is saved is saved: that old ones stay costs space only. */
  private void clean() {
    try {
      retention.apply(scan);
    } catch (CheckpointException e) {
      LOG.warn("Not removing old checkpoints of {}: {}", store, e.getMessage());
    }
  }
}
