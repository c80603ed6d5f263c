package dev.espalier.samples.endurance;

import dev.espalier.training.checkpoint.CheckpointException;
import dev.espalier.training.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Damages the newest checkpoints of a run, a random number of them, and looks for what is left. */
final class DamageStudy {

  /**
   * What came of one kind of damage.
   *
   * @param damage what was done to a file of each
   * @param rounds how often
   * @param fellBack in how many rounds the newest whole checkpoint was found
   * @param refused in how many none was whole and the run was refused, by a typed error
   * @param wrong in how many anything else happened
   */
  record Outcome(Damage damage, int rounds, int fellBack, int refused, int wrong) {

    boolean isSound() {
      return wrong == 0 && fellBack + refused == rounds;
    }
  }

  private final Path run;
  private final Path scratch;
  private final Random random;

  /** Damages copies of this run. */
  DamageStudy(Path run, Path scratch, long seed) {
    this.run = run;
    this.scratch = scratch;
    this.random = new Random(seed);
  }

  Outcome run(Damage damage, int rounds) throws IOException {
    List<Long> steps = CheckpointStore.at(run).steps();
    int fellBack = 0;
    int refused = 0;
    int wrong = 0;
    for (int round = 0; round < rounds; round++) {
      Path copy = scratch.resolve(damage + "-" + round);
      copy(run, copy);
      int broken = 1 + random.nextInt(steps.size());
      for (int i = 0; i < broken; i++) {
        damage(copy, steps.get(steps.size() - 1 - i), damage);
      }
      long expected = broken == steps.size() ? 0 : steps.get(steps.size() - 1 - broken);
      long found = found(copy);
      fellBack += found == expected && expected > 0 ? 1 : 0;
      refused += found == expected && expected == 0 ? 1 : 0;
      wrong += found == expected ? 0 : 1;
      delete(copy);
    }
    return new Outcome(damage, rounds, fellBack, refused, wrong);
  }

  private static long found(Path copy) {
    try {
      return CheckpointStore.at(copy).latest().step();
    } catch (CheckpointException refused) {
      return refused.reason() == CheckpointException.Reason.ALL_BROKEN ? 0 : -1;
    }
  }

  private void damage(Path copy, long step, Damage damage) throws IOException {
    Path whole = CheckpointStore.at(run).load(step).directory();
    try (Stream<Path> all = Files.list(copy.resolve(run.relativize(whole).toString()))) {
      List<Path> files = all.sorted().toList();
      damage.to(files.get(random.nextInt(files.size())), random);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
