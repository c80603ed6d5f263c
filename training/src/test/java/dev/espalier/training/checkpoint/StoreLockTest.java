package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.checkpoint.CheckpointException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StoreLockTest {
  @TempDir Path directory;
  @RegisterExtension final Warnings warnings = new Warnings();

  @Test
  void aLiveProcessKeepsOthersOutAndItsHalfWrittenFilesStay() throws Exception {
    Path store = directory.resolve("store");
    CheckpointStore saved = CheckpointStore.at(store);
    try (Child child = new Child(store, 1, 2)) {
      child.await("writing", 1);
      CheckpointException thrown = Failing.with(Reason.IN_USE, store, () -> saved.saver(1));
      assertThat(thrown).hasMessageContaining("process " + child.pid() + " since");
      assertThat(saved.latest().step()).isEqualTo(2);
      assertThat(Trees.leftovers(store)).hasSize(1);
      child.kill();
    }
    assertThat(Trees.leftovers(store)).hasSize(1);
    try (CheckpointSaver saver = saved.saver(1)) {
      Weights.save(saver, 3);
    }
    assertThat(Trees.leftovers(store)).isEmpty();
  }

  @Test
  void aProcessRefusesItselfUnderEveryNameOfTheDirectory() throws Exception {
    Path store = Files.createDirectory(directory.resolve("store"));
    Path alias = Files.createSymbolicLink(directory.resolve("alias"), store);
    try (CheckpointSaver saver = CheckpointStore.at(store).saver(1)) {
      Failing.with(Reason.IN_USE, store, () -> CheckpointStore.at(store).saver(1));
      Failing.with(Reason.IN_USE, alias, () -> CheckpointStore.at(alias).saver(1));
      // To be refused must not have given the operating system's lock away.
      try (Child child = new Child(store, 1, 1)) {
        assertThat(child.await("refused", 1)).isEqualTo("refused IN_USE");
      }
      Weights.save(saver, 1);
    }
    try (CheckpointSaver next = CheckpointStore.at(alias).saver(1)) {
      assertThat(Weights.save(next, 2).step()).isEqualTo(2);
    }
  }

  @Test
  void twoDirectoriesHaveTwoRuns() {
    try (CheckpointSaver one = CheckpointStore.at(directory.resolve("one")).saver(1);
        CheckpointSaver two = CheckpointStore.at(directory.resolve("two")).saver(1)) {
      assertThat(Weights.save(one, 1).step()).isEqualTo(Weights.save(two, 1).step());
    }
  }
}
