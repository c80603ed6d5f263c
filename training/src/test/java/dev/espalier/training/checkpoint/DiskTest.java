package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.training.checkpoint.CheckpointException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {
  @TempDir Path directory;

  @Test
  void aFullDiskLosesNothing() throws Exception {
    boolean real = Mount.tmpfs(directory, "size=64k");
    try (Mount mount = new Mount(directory)) {
      CheckpointStore store = CheckpointStore.at(mount.at());
      try (CheckpointSaver saver = store.saver(5)) {
        Weights.save(saver, 1);
        Map<String, String> before = Trees.contents(mount.at());
        assertThat(
                Failing.with(
                    Reason.DISK_FULL, mount.at(), () -> saver.save(Weights.at(2), large(real))))
            .hasMessageContaining("Free some space");
        assertThat(Trees.contents(mount.at())).isEqualTo(before);
        assertThat(Trees.leftovers(mount.at())).isEmpty();
        assertThat(Weights.areRight(store.latest())).isTrue();
        assertThat(Weights.save(saver, 2).step()).isEqualTo(2);
      }
    }
  }

  @Test
  void aFullDiskIsKnownByWhatTensorFlowSays() {
    RuntimeException tensorFlow =
        new IllegalStateException(
            "/x/weights.data-00000-of-00001.tempstate; No space left on device [Op:SaveV2]");
    try (CheckpointSaver saver = CheckpointStore.at(directory).saver(1)) {
      Failing.with(
          Reason.DISK_FULL,
          directory.resolve("step-000000000001"),
          () ->
              saver.save(
                  Weights.at(1),
                  prefix -> {
                    throw tensorFlow;
                  }));
    }
  }

  @Test
  void aReadOnlyDirectoryIsReadAndNotWritten() throws Exception {
    boolean mounted = Mount.tmpfs(directory, "size=1m");
    try (Mount mount = new Mount(directory)) {
      Weights.saveAll(directory, 1);
      if (mounted) {
        assertThat(mount.readOnly()).isTrue();
      } else {
        assumeTrue(directory.toFile().setWritable(false) && !Files.isWritable(directory));
        assumeTrue(directory.resolve(".lock").toFile().setWritable(false));
      }
      CheckpointStore store = CheckpointStore.at(directory);
      Failing.with(Reason.READ_ONLY, directory, () -> store.saver(1));
      assertThat(Weights.areRight(store.latest())).isTrue();
      Path below = directory.resolve("below");
      Failing.with(Reason.READ_ONLY, below, () -> CheckpointStore.at(below).saver(1));
    } finally {
      assertThat(directory.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void aFileInTheWayOfTheDirectoryIsNamed() throws IOException {
    Path store = Files.writeString(directory.resolve("file"), "x").resolve("store");
    Failing.with(Reason.NOT_WRITTEN, store, () -> CheckpointStore.at(store).saver(1));
    Path file = directory.resolve("file");
    Failing.with(Reason.NOT_WRITTEN, file, () -> CheckpointStore.at(file).saver(1));
  }

  private static CheckpointWriter large(boolean real) {
    return prefix -> {
      Weights.writer(2).write(prefix);
      if (real) {
        Files.write(prefix.resolveSibling("weights.large"), new byte[100_000]);
      }
      throw new IOException("No space left on device");
    };
  }
}
