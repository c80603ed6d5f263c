package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The names in a store: {@code step-000000001200}, and hidden ones for all that is not one. */
final class StepDirectories {
  private static final String STEP = "step-";
  private static final Pattern NAME = Pattern.compile(STEP + "\\d{12}");
  private static final String TEMPORARY = ".tmp-";

  private StepDirectories() {}

  static Path of(Path store, long step) {
    return store.resolve(String.format(Locale.ROOT, "%s%012d", STEP, step));
  }

  static long step(Path directory) {
    return Long.parseLong(directory.getFileName().toString().substring(STEP.length()));
  }

  /** A new hidden name: of a checkpoint not yet complete, or on its way out. */
  static Path temporary(Path store) {
    return store.resolve(TEMPORARY + UUID.randomUUID());
  }

  /** A new hidden name that no cleaning touches: a broken checkpoint is left to a person. */
  static Path setAside(Path broken) {
    return broken.resolveSibling(".broken-" + broken.getFileName() + "-" + UUID.randomUUID());
  }

  static List<Path> newestFirst(Path store) {
    try {
      List<Path> steps = list(store, name -> NAME.matcher(name).matches());
      steps.sort(Comparator.comparingLong(StepDirectories::step).reversed());
      return steps;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw DiskFailure.unread(store, e);
    }
  }

  static List<Path> temporaries(Path store) throws IOException {
    return list(store, name -> name.startsWith(TEMPORARY));
  }

  private static List<Path> list(Path store, Predicate<String> wanted) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(store, path -> wanted.test(path.getFileName().toString()))) {
      entries.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }
}
