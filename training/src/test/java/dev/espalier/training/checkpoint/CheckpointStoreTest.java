package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.checkpoint.CheckpointException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  @TempDir Path store;
  @RegisterExtension final Warnings warnings = new Warnings();

  @Test
  void whatIsSavedIsLoaded() {
    CheckpointFacts facts =
        CheckpointFacts.of(Weights.TOPOLOGY, 120, new DataPosition(3, 17), -5)
            .withScore(0.1 + 0.2)
            .withText("history", "[1,\n2]")
            .withText("words", "\"ß\\ 😀\u0000\"");
    try (CheckpointSaver saver = CheckpointStore.at(store).saver(1)) {
      Checkpoint saved = saver.save(facts, Weights.writer(120));
      assertThat(saved.directory()).isEqualTo(store.resolve("step-000000000120"));
      assertThat(CheckpointStore.at(store).latest()).isEqualTo(saved);
    }
    Checkpoint latest = CheckpointStore.at(store).latest();
    assertThat(latest.facts()).isEqualTo(facts);
    assertThat(latest.prefix()).isEqualTo(latest.directory().resolve("weights"));
    assertThat(Weights.areRight(latest)).isTrue();
    assertThat(latest.manifest().files())
        .extracting(CheckpointFile::name)
        .containsExactly(
            "weights.data-00000-of-00002", "weights.data-00001-of-00002", "weights.index");
  }

  @Test
  void nothingSavedIsNoCheckpointAndNotAFailureToFind() throws IOException {
    Path file = Files.writeString(store.resolve("file"), "not a directory");
    for (Path empty : new Path[] {store, store.resolve("absent"), file}) {
      CheckpointStore nothing = CheckpointStore.at(empty);
      assertThat(nothing.findLatest()).isEmpty();
      assertThat(nothing.findBest()).isEmpty();
      assertThat(nothing.steps()).isEmpty();
      Failing.with(Reason.NO_CHECKPOINT, empty, nothing::latest);
      Failing.with(Reason.NO_CHECKPOINT, empty, nothing::best);
    }
  }

  @Test
  void onlyStepsAreCheckpoints() throws IOException {
    Weights.saveAll(store, 5);
    Files.createDirectory(store.resolve("step-7"));
    Files.createDirectory(store.resolve("step-000000000009-copy"));
    Trees.copy(store.resolve("step-000000000005"), store.resolve(".tmp-whole"));
    assertThat(CheckpointStore.at(store).steps()).containsExactly(5L);
    assertThat(CheckpointStore.at(store).latest().step()).isEqualTo(5);
    assertThat(warnings.seen()).isEmpty();
  }

  @Test
  void aStepIsLoadedByItsNumber() throws IOException {
    Weights.saveAll(store, 5, 6);
    CheckpointStore saved = CheckpointStore.at(store);
    assertThat(saved.load(5).step()).isEqualTo(5);
    assertThat(Failing.with(Reason.NO_CHECKPOINT, store, () -> saved.load(7)))
        .hasMessageContaining("step 7");
    Path index = store.resolve("step-000000000006/weights.index");
    Files.delete(index);
    assertThat(Failing.with(Reason.BROKEN, index.getParent(), () -> saved.load(6)))
        .hasMessageContaining("weights.index is missing");
  }

  @Test
  void anotherTopologyIsRefusedByBothNames() {
    Weights.saveAll(store, 5);
    Checkpoint latest = CheckpointStore.at(store).latest();
    assertThat(latest.requireTopology(Weights.TOPOLOGY)).isSameAs(latest);
    TopologyFingerprint other = TopologyFingerprint.of("ads", "{\"a\":2}");
    assertThat(
            Failing.with(
                Reason.OTHER_TOPOLOGY, latest.directory(), () -> latest.requireTopology(other)))
        .hasMessageContaining(Weights.TOPOLOGY.toString())
        .hasMessageContaining(other.toString());
    // A new name over the same JSON is no other topology.
    latest.requireTopology(TopologyFingerprint.of("renamed", "{\"a\":1}"));
  }

  @Test
  void aCheckpointOfALaterVersionIsNotPassedOver() throws IOException {
    Weights.saveAll(store, 5, 6);
    Path newest = store.resolve("step-000000000006");
    Path manifest = newest.resolve(CheckpointManifest.FILE);
    String later = "{\"schema\":2,\"tensors\":[[{}]]}";
    Files.writeString(manifest, ManifestSeal.INSTANCE.close(later));
    CheckpointStore saved = CheckpointStore.at(store);
    assertThat(Failing.with(Reason.NEWER_SCHEMA, newest, saved::latest))
        .hasMessageContaining("schema 2");
    try (CheckpointSaver saver = saved.saver(1)) {
      Failing.with(Reason.NEWER_SCHEMA, newest, () -> Weights.save(saver, 7));
    }
    assertThat(saved.steps()).containsExactly(5L, 6L);
  }

  @Test
  void theBestIsTheLargestScoreAndTheFirstOfThose() {
    try (CheckpointSaver saver = CheckpointStore.at(store).saver(10)) {
      Weights.save(saver, 1, -3.5);
      Weights.save(saver, 2, -0.25);
      Weights.save(saver, 3);
      Weights.save(saver, 4, -0.25);
      Weights.save(saver, 5, -1e300);
    }
    assertThat(CheckpointStore.at(store).best().step()).isEqualTo(2);
  }

  @Test
  void aBrokenBestGivesWayToTheNext() throws IOException {
    try (CheckpointSaver saver = CheckpointStore.at(store).saver(10)) {
      Weights.save(saver, 1, 1);
      Weights.save(saver, 2, 3);
      Weights.save(saver, 3, 2);
    }
    Files.delete(store.resolve("step-000000000002/weights.index"));
    assertThat(CheckpointStore.at(store).best().step()).isEqualTo(3);
    assertThat(warnings.seen()).singleElement().asString().contains("step-000000000002");
  }
}
