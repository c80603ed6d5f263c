package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
  @TempDir Path store;
  @RegisterExtension final Warnings warnings = new Warnings();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void theNewestAndTheBestStay(int keep) {
    Random random = new Random(keep);
    long best = -1;
    double largest = Double.NEGATIVE_INFINITY;
    List<Long> saved = new ArrayList<>();
    try (CheckpointSaver saver = CheckpointStore.at(store).saver(keep)) {
      for (long step = 0; step < 24; step += 1 + random.nextInt(3)) {
        double score = random.nextInt(10);
        Weights.save(saver, step, score);
        saved.add(step);
        if (score > largest) {
          largest = score;
          best = step;
        }
        List<Long> newest = saved.subList(Math.max(0, saved.size() - keep), saved.size());
        List<Long> expected = new ArrayList<>(newest);
        if (!newest.contains(best)) {
          expected.add(0, best);
        }
        assertThat(CheckpointStore.at(store).steps()).isEqualTo(expected);
        assertThat(CheckpointStore.at(store).best().step()).isEqualTo(best);
      }
    }
    assertThat(Trees.leftovers(store)).isEmpty();
    assertThat(warnings.seen()).isEmpty();
  }

  @Test
  void brokenOnesDoNotCountAmongTheKept() throws IOException {
    try (CheckpointSaver saver = CheckpointStore.at(store).saver(2)) {
      Weights.save(saver, 1);
      Path broken = Weights.save(saver, 2).directory();
      Files.writeString(broken.resolve("weights.index"), "x");
      Weights.save(saver, 3);
      assertThat(CheckpointStore.at(store).steps()).containsExactly(1L, 2L, 3L);
      assertThat(warnings.seen()).singleElement().asString().contains("step-000000000002");
      Weights.save(saver, 4);
      assertThat(CheckpointStore.at(store).steps()).containsExactly(3L, 4L);
    }
  }

  @Test
  void aBrokenNewerStepDoesNotPushTheNewestIntactOneOut() throws IOException {
    Weights.saveAll(store, 3, 50, 60);
    for (String newer : new String[] {"step-000000000050", "step-000000000060"}) {
      Files.delete(store.resolve(newer).resolve(CheckpointManifest.FILE));
    }
    try (CheckpointSaver saver = CheckpointStore.at(store).saver(1)) {
      Weights.save(saver, 4);
    }
    assertThat(CheckpointStore.at(store).latest().step()).isEqualTo(4);
  }

  @Test
  void aBrokenBestDoesNotCostTheNextBest() throws IOException {
    try (CheckpointSaver saver = CheckpointStore.at(store).saver(2)) {
      Weights.save(saver, 1, 8);
      Path best = Weights.save(saver, 2, 9).directory();
      Files.writeString(best.resolve("weights.index"), "x");
      Weights.save(saver, 3, 1);
      Weights.save(saver, 4, 2);
    }
    assertThat(CheckpointStore.at(store).steps()).containsExactly(1L, 3L, 4L);
    assertThat(CheckpointStore.at(store).best().step()).isEqualTo(1);
  }

  @Test
  void keepingNoneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> CheckpointStore.at(store).saver(0));
    assertThat(Trees.names(store)).isEmpty();
  }
}
