package dev.espalier.training.internal;

import dev.espalier.dsl.Topology;
import dev.espalier.training.Checkpoints;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.checkpoint.Checkpoint;
import dev.espalier.training.checkpoint.CheckpointSaver;
import dev.espalier.training.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a run needs to go on, and the weights of its best validation: in the folder of its
 * checkpoints, or, where there is none, the best weights alone in a temporary one.
 */
public final class RunSaver implements AutoCloseable {
  private final Topology topology;
  private final TrainingSettings settings;
  private final String batches;
  private final @Nullable CheckpointSaver saver;
  private @Nullable TrainingSession session;
  private @Nullable TrainingBatches training;
  private @Nullable Path temporary;
  private @Nullable Path last;

  private RunSaver(
      Topology topology,
      TrainingSettings settings,
      String batches,
      @Nullable CheckpointSaver saver) {
    this.topology = topology;
    this.settings = settings;
    this.batches = batches;
    this.saver = saver;
  }

  /**
   * A saver as the settings say; closed when the run is over.
   *
   * @param batches what they consist of, in words
   */
  public static RunSaver open(Topology topology, TrainingSettings settings, String batches) {
    Path directory = settings.checkpoints().directory();
    return new RunSaver(
        topology,
        settings,
        batches,
        directory == null
            ? null
            : CheckpointStore.at(directory).saver(settings.checkpoints().keep()));
  }

  /** What a run left here to go on with; empty where it is to begin. */
  public Optional<SavedRun> resumable() {
    Path directory = settings.checkpoints().directory();
    Optional<Checkpoint> latest =
        directory == null ? Optional.empty() : CheckpointStore.at(directory).findLatest();
    if (latest.isPresent() && settings.checkpoints().start() == Checkpoints.Start.NEW) {
      throw SavedRun.inTheWay(latest.get());
    }
    Optional<SavedRun> saved =
        latest.map(found -> SavedRun.of(found).requireSame(topology, settings, batches));
    last = latest.map(Checkpoint::directory).orElse(null);
    return saved;
  }

  /** Says whose variables are saved, trained on what. */
  public void attach(TrainingSession session, TrainingBatches training) {
    this.session = session;
    this.training = training;
  }

  /** Whether a checkpoint is due after this many batches. */
  boolean isDue(long iteration) {
    long every = settings.checkpoints().everySteps();
    return saver != null && every > 0 && iteration % every == 0;
  }

  /** Saves the run as it is; {@code score} counts where it was just validated. */
  void save(RunState state, boolean best, double score) {
    if (saver != null) {
      last =
          saver
              .save(
                  SavedRun.facts(
                      topology, settings, batches, Objects.requireNonNull(training), state, score),
                  prefix -> own().save(prefix))
              .directory();
    } else if (best) {
      try {
        if (temporary == null) {
          temporary = Files.createTempDirectory("espalier-best");
        }
        own().save(temporary.resolve("weights"));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** Puts the weights of the best validation back. */
  void restoreBest() {
    Path directory = settings.checkpoints().directory();
    if (directory != null) {
      CheckpointStore.at(directory).findBest().ifPresent(best -> own().restore(best.prefix()));
    } else if (temporary != null) {
      own().restore(temporary.resolve("weights"));
    }
  }

  /** Folder of the last checkpoint of this run, be it the one it goes on from, if there is one. */
  Optional<Path> last() {
    return Optional.ofNullable(last);
  }

  private TrainingSession own() {
    return Objects.requireNonNull(session);
  }

  @Override
  public void close() {
    if (saver != null) {
      saver.close();
    }
    if (temporary != null) {
      try (var files = Files.list(temporary)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(temporary);
      } catch (IOException leftover) {
        // A temporary folder that stays is the operating system's to clear.
        temporary = null;
      }
    }
  }
}
