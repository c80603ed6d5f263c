package dev.espalier.graph;

import dev.espalier.graph.internal.DirectorySync;
import dev.espalier.graph.internal.SavedModelWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Exports models for TensorFlow Serving.
 *
 * <p>A version appears as a whole or not at all: it is written beside its place under a name that
 * servers ignore, read back and compared with a golden batch, synced, and only then renamed.
 */
public final class SavedModels {
  private static final Logger LOG = LoggerFactory.getLogger(SavedModels.class);

  private SavedModels() {}

  /**
   * Exports a model as {@code base/version}.
   *
   * @param base directory of all versions, made where it is missing; its name is the model's name
   *     on a server
   * @param version positive; servers take the highest
   * @param topology the topology as JSON, kept inside the export, or null
   * @param golden examples and what the trained model says of them
   * @return the directory of the version
   * @throws VersionExistsException where there is such a version; it is not touched
   * @throws ExportException where the model cannot be written, cannot be served, or answers the
   *     golden batch differently; nothing is left behind
   */
  public static Path export(
      FrozenModel model, Path base, long version, @Nullable String topology, GoldenBatch golden) {
    if (version < 1) {
      throw new ExportException("A version is a positive integer; received " + version + ".");
    }
    if (model.plan().topology().predictedNames().contains(SavedModelWriter.ALL_TASKS)) {
      throw new ExportException(
          "\"%s\" is the name of the signature of all tasks. Give the task or score another name."
              .formatted(SavedModelWriter.ALL_TASKS));
    }
    Path versions = base.toAbsolutePath();
    Path target = versions.resolve(Long.toString(version));
    refuseExisting(target);
    Path hidden = versions.resolve(".tmp-" + version + "-" + UUID.randomUUID());
    try {
      Files.createDirectories(hidden);
      write(model, topology, hidden);
      try (ServedModel served = ServedModel.load(hidden)) {
        new GoldenCheck(model.plan().topology(), golden).check(served);
      }
      DirectorySync.sync(hidden);
      publish(hidden, target);
    } catch (IOException | UncheckedIOException | TensorFlowException e) {
      throw new ExportException("\"%s\" cannot be written: %s".formatted(target, describe(e)), e);
    } catch (SavedModelException | IllegalArgumentException e) {
      throw new ExportException(String.valueOf(e.getMessage()), e);
    } finally {
      remove(hidden);
    }
    syncName(versions);
    LOG.info("Exported {}", target);
    return target;
  }

  private static void write(FrozenModel model, @Nullable String topology, Path hidden)
      throws IOException {
    SavedModelWriter.write(model, hidden);
    Files.createDirectory(hidden.resolve(ExportNotes.DIRECTORY));
    Files.writeString(
        hidden.resolve(ExportNotes.DIRECTORY).resolve(ExportNotes.FILE),
        ExportNotesJson.write(new ExportNotes(topology, model.fitted(), model.pruning())));
  }

  /** A rename that fails where the version came to be meanwhile: its directory is not empty. */
  private static void publish(Path hidden, Path target) throws IOException {
    refuseExisting(target);
    try {
      Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      refuseExisting(target);
      throw e;
    }
  }

  /** The version is there whatever becomes of this; after a power cut its name may not be. */
  private static void syncName(Path versions) {
    try {
      DirectorySync.syncEntry(versions);
    } catch (IOException e) {
      LOG.warn("Could not sync {}: {}", versions, e.getMessage());
    }
  }

  private static void refuseExisting(Path target) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new VersionExistsException(target);
    }
  }

  private static void remove(Path hidden) {
    try {
      DirectorySync.remove(hidden);
    } catch (IOException | UncheckedIOException e) {
      // The reason of the failure is on its way already; servers ignore what is left.
      LOG.warn("Could not remove {}: {}", hidden, e.getMessage());
    }
  }

  private static String describe(Exception e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getFile() + ": " + file.getReason()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
