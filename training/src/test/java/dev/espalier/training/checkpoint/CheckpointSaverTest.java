package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.espalier.training.checkpoint.CheckpointException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CheckpointSaverTest {
  @TempDir Path directory;
  @RegisterExtension final Warnings warnings = new Warnings();
  Path store;
  CheckpointSaver saver;

  @BeforeEach
  void open() {
    store = directory.resolve("not/there/yet");
    saver = CheckpointStore.at(store).saver(10);
  }

  @AfterEach
  void close() {
    saver.close();
  }

  @Test
  void aWriterThatThrowsLeavesNothingAndHurtsNothing() throws IOException {
    Weights.save(saver, 1);
    Map<String, String> before = Trees.contents(store);
    Path place = store.resolve("step-000000000002");
    IOException io = new IOException("broken pipe");
    assertThat(Failing.with(Reason.NOT_WRITTEN, store, () -> saveThenThrow(io)))
        .hasCause(io)
        .hasMessageContaining("broken pipe");
    IllegalStateException runtime = new IllegalStateException("closed session");
    assertThat(Failing.with(Reason.NOT_WRITTEN, place, () -> saveThenThrow(runtime)))
        .hasCause(runtime);
    OutOfMemoryError error = new OutOfMemoryError("simulated");
    assertThatThrownBy(() -> saveThenThrow(error)).isSameAs(error);
    assertThat(Trees.contents(store)).isEqualTo(before);
    assertThat(Trees.leftovers(store)).isEmpty();
    assertThat(Weights.save(saver, 2).step()).isEqualTo(2);
  }

  @Test
  void aWriterWritesPlainFilesAndAtLeastOne() {
    List<CheckpointWriter> wrong =
        List.of(
            prefix -> {},
            Files::createDirectory,
            prefix -> Files.createSymbolicLink(prefix, directory),
            prefix -> Files.writeString(prefix.resolveSibling("manifest.json"), "{}"));
    for (CheckpointWriter writer : wrong) {
      CheckpointException thrown =
          catchThrowableOfType(CheckpointException.class, () -> saver.save(Weights.at(1), writer));
      assertThat(thrown.reason()).isEqualTo(Reason.NOT_WRITTEN);
      assertThat(Trees.names(store)).containsExactly(".lock");
    }
    assertThat(directory).isDirectory();
  }

  @Test
  void aStepThatIsSavedIsNotSavedAgain() throws IOException {
    Weights.save(saver, 1, 0.5);
    Weights.save(saver, 2);
    Map<String, String> before = Trees.contents(store);
    CheckpointWriter never =
        prefix -> {
          throw new AssertionError("not asked to write");
        };
    assertThat(saver.save(Weights.at(1), never).facts().score()).hasValue(0.5);
    assertThat(saver.save(Weights.at(2), never).step()).isEqualTo(2);
    assertThat(Trees.contents(store)).isEqualTo(before);
  }

  @Test
  void aBrokenStepIsSavedAnewAndItsFilesSetAside() throws IOException {
    Weights.save(saver, 1);
    Path index = Weights.save(saver, 2).directory().resolve("weights.index");
    Files.writeString(index, "broken");
    assertThat(Weights.areRight(Weights.save(saver, 2))).isTrue();
    assertThat(CheckpointStore.at(store).latest().step()).isEqualTo(2);
    String aside =
        Trees.names(store).stream().filter(name -> name.startsWith(".broken-")).findAny().get();
    assertThat(store.resolve(aside).resolve("weights.index")).hasContent("broken");
    assertThat(warnings.seen()).last().asString().contains(aside);
  }

  @Test
  void stepsGoForwardOnly() throws IOException {
    Weights.save(saver, 5);
    Path newest = Weights.save(saver, 9).directory();
    assertThat(Failing.with(Reason.STEP_BEHIND, store, () -> Weights.save(saver, 7)))
        .hasMessageContaining("step 7")
        .hasMessageContaining("step 9");
    // A run that resumed from 5, because 9 is broken, saves what comes between.
    Files.delete(newest.resolve("weights.index"));
    assertThat(Weights.save(saver, 7).step()).isEqualTo(7);
    assertThat(CheckpointStore.at(store).latest().step()).isEqualTo(7);
  }

  @Test
  void aDirectoryHoldsOneTopology() {
    Path saved = Weights.save(saver, 1).directory();
    TopologyFingerprint other = TopologyFingerprint.of("ads", "{}");
    for (long step : new long[] {1, 2}) {
      CheckpointFacts facts = CheckpointFacts.of(other, step, DataPosition.START, 0);
      Failing.with(Reason.OTHER_TOPOLOGY, saved, () -> saver.save(facts, Weights.writer(step)));
    }
    assertThat(CheckpointStore.at(store).steps()).containsExactly(1L);
  }

  @Test
  void anInterruptedThreadStillSavesAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    Checkpoint saved = Weights.save(saver, 1);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Weights.areRight(saved)).isTrue();
  }

  @Test
  void anInterruptWhileWritingLosesNothingSaved() throws IOException {
    Weights.save(saver, 1);
    CheckpointWriter interrupted =
        prefix -> {
          Weights.writer(2).write(prefix);
          Thread.currentThread().interrupt();
        };
    Failing.with(Reason.NOT_WRITTEN, store, () -> saver.save(Weights.at(2), interrupted));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Trees.leftovers(store)).isEmpty();
    assertThat(CheckpointStore.at(store).latest().step()).isEqualTo(1);
    assertThat(Weights.save(saver, 2).step()).isEqualTo(2);
  }

  @Test
  void aDirectoryReplacedUnderARunIsRefused() throws IOException {
    Weights.save(saver, 1);
    Files.move(store, directory.resolve("moved"));
    Failing.with(Reason.NOT_WRITTEN, store, () -> Weights.save(saver, 2));
    try (CheckpointSaver other = CheckpointStore.at(store).saver(1)) {
      Weights.save(other, 7);
      Failing.with(Reason.NOT_WRITTEN, store, () -> Weights.save(saver, 8));
    }
    assertThat(CheckpointStore.at(store).steps()).containsExactly(7L);
    assertThat(CheckpointStore.at(directory.resolve("moved")).latest().step()).isEqualTo(1);
  }

  @Test
  void aClosedSaverSavesNothing() {
    saver.close();
    assertThatIllegalStateException().isThrownBy(() -> Weights.save(saver, 1));
    assertThat(Trees.names(store)).containsExactly(".lock");
  }

  @Test
  void factsThatNoManifestKeepsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Weights.at(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.at(CheckpointFacts.LAST_STEP + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Weights.at(1).withScore(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Weights.at(1).withText("half", "\uD83D"));
    assertThat(Weights.save(saver, CheckpointFacts.LAST_STEP).directory())
        .hasFileName("step-999999999999");
  }

  private void saveThenThrow(Throwable failure) {
    saver.save(
        Weights.at(2),
        prefix -> {
          Weights.writer(2).write(prefix);
          if (failure instanceof IOException io) {
            throw io;
          } else if (failure instanceof RuntimeException runtime) {
            throw runtime;
          }
          throw (Error) failure;
        });
  }
}
