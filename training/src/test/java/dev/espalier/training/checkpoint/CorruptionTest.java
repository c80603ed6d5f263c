package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.checkpoint.CheckpointException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to its files, a checkpoint that is not intact is not given out. */
class CorruptionTest {
  private static final int ROUNDS = 480;

  private interface Corruption {
    void of(Path file, Random random) throws IOException;
  }

  private static final List<Corruption> ALL =
      List.of(
          CorruptionTest::flipBit,
          CorruptionTest::truncate,
          (file, random) -> Files.delete(file),
          (file, random) -> Files.write(file, new byte[0]),
          (file, random) -> Files.write(file, bytes(random, (int) Files.size(file))),
          (file, random) -> Files.write(file, append(file, bytes(random, 1 + random.nextInt(9)))),
          (file, random) -> exchange(file),
          (file, random) -> Files.delete(file.resolveSibling(CheckpointManifest.FILE)),
          (file, random) -> Files.write(manifest(file), new byte[0]),
          (file, random) -> Files.write(manifest(file), bytes(random, 500)),
          (file, random) -> flipBit(manifest(file), random),
          (file, random) -> truncate(manifest(file), random));

  @TempDir Path directory;
  @RegisterExtension final Warnings warnings = new Warnings();

  @Test
  void theNewestIntactOneIsFound() throws IOException {
    Path template = directory.resolve("template");
    Weights.saveAll(template, 10, 20, 30, 40);
    Random random = new Random(7);
    int allBroken = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path store = directory.resolve("round-" + round);
      Trees.copy(template, store);
      TreeSet<Long> intact = new TreeSet<>(List.of(10L, 20L, 30L, 40L));
      Corruption corruption = ALL.get(round % ALL.size());
      // Newest first, most often: what is older than the newest intact one is never read.
      for (long step = 40; step > 0 && random.nextInt(8) > 0; step -= 10) {
        corrupt(StepDirectories.of(store, step), corruption, random);
        intact.remove(step);
      }
      int warned = warnings.seen().size();
      CheckpointStore damaged = CheckpointStore.at(store);
      if (intact.isEmpty()) {
        allBroken++;
        assertThat(Failing.with(Reason.ALL_BROKEN, store, damaged::latest))
            .hasMessageContaining("step-000000000010")
            .hasMessageContaining("step-000000000040");
      } else {
        Checkpoint latest = damaged.latest();
        assertThat(latest.step()).as("round " + round).isEqualTo(intact.last());
        assertThat(Weights.areRight(latest)).isTrue();
      }
      assertThat(warnings.seen().size() - warned).isEqualTo(4 - intact.size());
      Leftovers.delete(store);
    }
    assertThat(allBroken).isBetween(1, ROUNDS - 1);
  }

  @Test
  void aCheckpointUnderTheNameOfAnotherStepIsBroken() throws IOException {
    Weights.saveAll(directory, 10, 20);
    Trees.copy(StepDirectories.of(directory, 10), StepDirectories.of(directory, 30));
    assertThat(CheckpointStore.at(directory).latest().step()).isEqualTo(20);
    assertThat(warnings.seen()).singleElement().asString().contains("is that of step 10");
  }

  @Test
  void aFileCutShortIsSaidToBe() throws IOException {
    Weights.saveAll(directory, 10, 20);
    Path index = StepDirectories.of(directory, 20).resolve("weights.index");
    long bytes = Files.size(index);
    Files.write(index, new byte[1]);
    assertThat(CheckpointStore.at(directory).latest().step()).isEqualTo(10);
    assertThat(warnings.seen()).singleElement().asString().contains("has 1 bytes, not " + bytes);
  }

  @Test
  void aFileReplacedByALinkToItIsBroken() throws IOException {
    Weights.saveAll(directory, 10, 20);
    Path index = StepDirectories.of(directory, 20).resolve("weights.index");
    Files.createSymbolicLink(index, Files.move(index, directory.resolve("elsewhere")));
    assertThat(CheckpointStore.at(directory).latest().step()).isEqualTo(10);
  }

  private static void corrupt(Path step, Corruption corruption, Random random) throws IOException {
    List<String> names = Trees.names(step);
    corruption.of(step.resolve(names.get(random.nextInt(names.size()))), random);
  }

  private static void flipBit(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
  }

  private static void truncate(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
  }

  private static byte[] append(Path file, byte[] more) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, longer, bytes.length, more.length);
    return longer;
  }

  /** Puts the same file of the oldest checkpoint, or another file of this one, in its place. */
  private static void exchange(Path file) throws IOException {
    Path step = file.getParent();
    Path other = StepDirectories.of(step.getParent(), 10).resolve(file.getFileName());
    if (step.endsWith("step-000000000010")) {
      boolean index = file.endsWith("weights.index");
      other = step.resolve(index ? CheckpointManifest.FILE : "weights.index");
    }
    Files.write(file, Files.readAllBytes(other));
  }

  private static Path manifest(Path file) {
    return file.resolveSibling(CheckpointManifest.FILE);
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
