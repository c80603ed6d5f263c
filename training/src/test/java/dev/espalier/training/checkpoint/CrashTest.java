package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies on the disk when a run dies at each stage of saving step 3. */
class CrashTest {
  private static final String DEAD = ".tmp-00000000-0000-0000-0000-000000000000";

  private enum Stage {
    DIRECTORY_MADE,
    FILE_HALF_WRITTEN,
    SOME_FILES_WRITTEN,
    ALL_FILES_WRITTEN,
    MANIFEST_HALF_WRITTEN,
    MANIFEST_WRITTEN,
    PUBLISHED,
    OLD_ONE_RENAMED,
    OLD_ONE_HALF_REMOVED
  }

  @TempDir Path directory;
  @RegisterExtension final Warnings warnings = new Warnings();

  @ParameterizedTest
  @EnumSource(Stage.class)
  void thePreviousOneLoadsAndTheNextSaveCleansUp(Stage stage) throws IOException {
    Path store = directory.resolve("store");
    Weights.saveAll(store, 1, 2);
    Path third = directory.resolve("other");
    Weights.saveAll(third, 3);
    crash(store, StepDirectories.of(third, 3), stage);

    boolean published = stage.compareTo(Stage.PUBLISHED) >= 0;
    Map<String, String> before = Trees.contents(store);
    Checkpoint latest = CheckpointStore.at(store).latest();
    assertThat(latest.step()).isEqualTo(published ? 3 : 2);
    assertThat(Weights.areRight(latest)).isTrue();
    assertThat(warnings.seen()).isEmpty();
    assertThat(Trees.contents(store)).as("reading changes nothing").isEqualTo(before);

    try (CheckpointSaver saver = CheckpointStore.at(store).saver(2)) {
      assertThat(Weights.areRight(Weights.save(saver, 3))).isTrue();
      assertThat(Trees.leftovers(store)).isEmpty();
      assertThat(CheckpointStore.at(store).steps()).containsExactly(2L, 3L);
    }
  }

  private static void crash(Path store, Path third, Stage stage) throws IOException {
    Path dead = store.resolve(DEAD);
    List<String> names = Trees.names(third);
    String manifest = names.get(0);
    List<String> files = names.subList(1, names.size());
    if (stage.compareTo(Stage.PUBLISHED) >= 0) {
      Trees.copy(third, StepDirectories.of(store, 3));
    } else {
      Files.createDirectory(dead);
    }
    switch (stage) {
      case DIRECTORY_MADE, PUBLISHED -> {}
      case FILE_HALF_WRITTEN -> half(third.resolve(files.get(0)), dead);
      case SOME_FILES_WRITTEN -> copy(third, files.subList(0, 2), dead);
      case ALL_FILES_WRITTEN -> copy(third, files, dead);
      case MANIFEST_HALF_WRITTEN -> {
        copy(third, files, dead);
        half(third.resolve(manifest), dead);
      }
      case MANIFEST_WRITTEN -> copy(third, names, dead);
      case OLD_ONE_RENAMED -> Files.move(StepDirectories.of(store, 1), dead);
      case OLD_ONE_HALF_REMOVED -> {
        Files.move(StepDirectories.of(store, 1), dead);
        Files.delete(dead.resolve(manifest));
      }
    }
  }

  private static void copy(Path from, List<String> names, Path to) throws IOException {
    for (String name : names) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  private static void half(Path file, Path to) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(to.resolve(file.getFileName()), Arrays.copyOf(bytes, bytes.length / 2));
  }
}
