package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A run that saves without pause is killed, ten times, at any moment; it always goes on. */
class KillTest {
  private static final int KILLS = 10;

  @TempDir Path store;
  @RegisterExtension final Warnings warnings = new Warnings();

  @Test
  void whatWasSavedSurvivesKill9() throws Exception {
    Random random = new Random(2026);
    CheckpointStore saved = CheckpointStore.at(store);
    long before = 0;
    int half = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (Child child = new Child(store, kill, Integer.MAX_VALUE)) {
        child.await("saved", 1 + random.nextInt(5));
        long until = System.nanoTime() + random.nextInt(50_000_000);
        while (System.nanoTime() < until) {
          assertThat(saved.latest().step()).as("while it runs").isGreaterThanOrEqualTo(before);
        }
        child.kill();
        List<String> acknowledged = child.said("saved");
        String last = acknowledged.get(acknowledged.size() - 1);
        long step = Long.parseLong(last.substring("saved ".length()));
        assertThat(step).isGreaterThan(before);

        Checkpoint latest = saved.latest();
        assertThat(latest.step()).as("kill " + kill).isBetween(step, step + 1);
        assertThat(Weights.areRight(latest)).isTrue();
        assertThat(Weights.areRight(saved.best())).isTrue();
        before = latest.step();
      }
      half += Trees.leftovers(store).size();
    }
    assertThat(half).as("kills that came while it wrote").isPositive();
    assertThat(warnings.seen()).isEmpty();
    try (CheckpointSaver saver = saved.saver(1)) {
      Weights.save(saver, before + 1);
    }
    assertThat(Trees.leftovers(store)).isEmpty();
  }
}
