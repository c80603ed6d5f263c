package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.training.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a training process again and again; nothing is lost, and the end is the same. */
class KillTest {
  private static final int EPOCHS = 120;

  /** What is trained. */
  private enum Trained {
    /** A model with a bit of everything, in batches of shuffled rows. */
    SHUFFLED(10),
    /** Examples ranked inside of groups, which no batch takes apart. */
    GROUPED(2);

    private final int kills;

    Trained(int kills) {
      this.kills = kills;
    }

    private Topology topology() {
      return this == SHUFFLED ? SmallRun.topology() : SmallRun.ranked();
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void killedItEndsWithTheSameWeights(Trained trained) throws Exception {
    Path run = folder.resolve("run");
    Random random = new Random(5);
    long lastStep = 0;
    int killed = 0;
    while (killed < trained.kills) {
      Process child = child(trained, run);
      boolean ended = !waitForStep(child, run, lastStep, random);
      if (ended) {
        break;
      }
      child.destroyForcibly().waitFor();
      killed++;
      long step = CheckpointStore.at(run).latest().step();
      assertThat(step).as("after kill %d", killed).isGreaterThanOrEqualTo(lastStep);
      lastStep = step;
    }
    assertThat(killed).as("kills before the end of the training").isEqualTo(trained.kills);
    assertThat(child(trained, run).waitFor()).isZero();

    try (Model uninterrupted = Model.compile(trained.topology());
        Model resumed = Model.load(run)) {
      uninterrupted.fit(training(), validation(), settings().build());
      Map<String, List<Integer>> expected = SmallRun.bits(uninterrupted);
      assertThat(SmallRun.bits(resumed)).isEqualTo(expected);
    }
  }

  /**
   * Waits until the child has saved beyond a step, then a random moment more; false if it ended.
   */
  private static boolean waitForStep(Process child, Path run, long step, Random random)
      throws InterruptedException {
    while (newest(run) <= step) {
      if (child.waitFor(5, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return !child.waitFor(random.nextInt(40), TimeUnit.MILLISECONDS);
  }

  private static long newest(Path run) {
    List<Long> steps = CheckpointStore.at(run).steps();
    return steps.isEmpty() ? 0 : steps.get(steps.size() - 1);
  }

  private static Process child(Trained trained, Path run) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(KillTest.class.getName());
    command.addAll(List.of(trained.name(), run.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(run.resolveSibling("child.log").toFile())
        .start();
  }

  /** The child: trains in a folder, going on where it stopped. */
  public static void main(String[] arguments) {
    Checkpoints checkpoints = Checkpoints.in(Path.of(arguments[1])).every(5).resume();
    try (Model model = Model.compile(Trained.valueOf(arguments[0]).topology())) {
      model.fit(training(), validation(), settings().checkpoints(checkpoints).build());
    }
  }

  private static dev.espalier.training.data.Examples training() {
    return SmallRun.examples(2_000, 1);
  }

  private static dev.espalier.training.data.Examples validation() {
    return SmallRun.examples(300, 2);
  }

  private static TrainingSettingsBuilder settings() {
    return SmallRun.settings().epochs(EPOCHS);
  }
}
