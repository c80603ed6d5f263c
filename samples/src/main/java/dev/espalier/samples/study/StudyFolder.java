package dev.espalier.samples.study;

import dev.espalier.dsl.Limits;
import dev.espalier.dsl.json.StrictJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kotlinx.serialization.json.JsonElement;
import org.jspecify.annotations.Nullable;

/**
 * Where a study keeps what it is and how far it is. Each file is either as it was or as it is to
 * be, whenever the process dies. One process at a time has the folder.
 */
public final class StudyFolder implements AutoCloseable {
  private static final Limits LIMITS = Limits.defaults().jsonBytes(1 << 26);

  private final Path folder;
  private final FileChannel lock;

  private StudyFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * The folder of a study, made where there is none.
   *
   * @throws StudyException where it is another study's, or a process has it
   */
  public static StudyFolder open(Path folder, Study study) throws IOException {
    Files.createDirectories(folder.resolve("trials"));
    FileChannel lock = lock(folder);
    StudyFolder opened = new StudyFolder(folder, lock);
    boolean fine = false;
    try {
      opened.recognise(study);
      fine = true;
      return opened;
    } finally {
      if (!fine) {
        lock.close();
      }
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException mine) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new StudyException(
          folder + ": another process runs this study. Wait for it, or end it with SIGTERM.");
    }
    return channel;
  }

  private void recognise(Study study) throws IOException {
    Path file = folder.resolve("study.json");
    if (!Files.exists(file)) {
      if (!names(folder.resolve("trials")).isEmpty()) {
        throw new StudyException(
            folder + ": there are trials, but no study.json. Take another --out.");
      }
      write(file, StrictJson.write(study.document()));
      return;
    }
    List<String> differences =
        JsonDifference.of(StrictJson.tree(Files.readString(file), LIMITS), study.document())
            .stream()
            // The first trials are what they are, however many there are to be.
            .filter(difference -> !difference.startsWith("$.search.random.trials:"))
            .toList();
    if (!differences.isEmpty()) {
      throw new StudyException(
          "%s holds another study: %s%s. Take another --out, or the study as it was."
              .formatted(
                  folder,
                  differences.stream().limit(5).collect(Collectors.joining("; ")),
                  differences.size() > 5 ? "; and " + (differences.size() - 5) + " more" : ""));
    }
  }

  private static List<Path> names(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  /** The folder itself. */
  public Path path() {
    return folder;
  }

  /** The folder of a trial, which is that of a run, too. */
  public Path trial(int number) {
    return folder.resolve("trials").resolve(String.format(Locale.ROOT, "%04d", number));
  }

  /** What is known of the trials of a study, in their order. */
  List<Trial> read(PlannedStudy study) throws IOException {
    List<String> objectives = study.objectives().stream().map(Objective::toString).toList();
    List<Trial> trials = new ArrayList<>();
    for (TrialPlan plan : study.trials()) {
      Path file = trial(plan.number()).resolve("trial.json");
      try {
        trials.add(
            Files.exists(file)
                ? TrialJson.read(Files.readString(file), objectives)
                : Trial.waiting(plan.number()));
      } catch (IllegalArgumentException broken) {
        throw new StudyException(
            file + ": " + broken.getMessage() + " Remove this trial's folder to run it again.");
      }
    }
    return trials;
  }

  /** Keeps a trial as it is now. */
  void write(PlannedStudy study, Trial trial) throws IOException {
    Map<String, JsonElement> values = new LinkedHashMap<>();
    Point point = study.trials().get(trial.number() - 1).point();
    for (int d = 0; d < point.values().size(); d++) {
      values.put(study.study().dimensions().get(d).name(), point.values().get(d).value());
    }
    List<String> objectives = study.objectives().stream().map(Objective::toString).toList();
    write(trial(trial.number()).resolve("trial.json"), TrialJson.write(trial, values, objectives));
  }

  /** Writes a file of the study's, all of it or nothing. */
  public void write(String name, String text) throws IOException {
    write(folder.resolve(name), text);
  }

  /** Writes a file, all of it or nothing, and to the disk. */
  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.writeString(draft, text);
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
