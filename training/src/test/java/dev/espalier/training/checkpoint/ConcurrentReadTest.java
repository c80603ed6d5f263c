package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.checkpoint.CheckpointException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who reads while a run saves and takes away sees whole checkpoints, or none. */
class ConcurrentReadTest {
  private static final int STEPS = 40;

  @TempDir Path directory;
  @RegisterExtension final Warnings warnings = new Warnings();

  @Test
  void nobodySeesHalfACheckpoint() {
    CheckpointStore store = CheckpointStore.at(directory);
    CompletableFuture<Void> run = CompletableFuture.runAsync(() -> saveAll(store));
    long newest = 0;
    int loaded = 0;
    while (!run.isDone() || loaded == 0) {
      newest = Math.max(newest, store.findLatest().map(Checkpoint::step).orElse(0L));
      assertThat(store.findLatest().map(Checkpoint::step).orElse(0L))
          .isGreaterThanOrEqualTo(newest);
      for (long step : store.steps()) {
        try {
          assertThat(store.load(step).step()).isEqualTo(step);
          loaded++;
        } catch (CheckpointException e) {
          assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.NO_CHECKPOINT);
        }
      }
    }
    run.join();
    assertThat(store.latest().step()).isEqualTo(STEPS);
    assertThat(warnings.seen()).isEmpty();
  }

  private static void saveAll(CheckpointStore store) {
    try (CheckpointSaver saver = store.saver(1)) {
      for (long step = 1; step <= STEPS; step++) {
        saver.save(Weights.at(step), ConcurrentReadTest::writeMany);
      }
    }
  }

  private static void writeMany(Path prefix) throws IOException {
    for (int i = 0; i < 30; i++) {
      Files.write(prefix.resolveSibling("weights." + i), new byte[] {1, 2, 3});
    }
  }
}
